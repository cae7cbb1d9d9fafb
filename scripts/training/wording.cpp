// Trains the wording model: reads rows `id, lang, kind, text, expected` (tab-separated, `-` for a clean text), writes the
// model and its figures.
//   wording MODEL FIGURES ROWS…
// One L2-loss SVM a category (liblinear, dual) over the features the linter itself uses. From cross-validated margins comes
// the least score of each category: the lowest from which on `precise` of the texts above it are of the category; and its
// hold: the score only `missed` of its own texts lie below.
#include "analyze/normal.hpp"
#include "analyze/wording_model.hpp"

#include <linear.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <map>
#include <set>
#include <string>
#include <vector>

using namespace redress::analyze;

namespace {

constexpr unsigned bits = 16;
constexpr int folds = 5;
constexpr double cost = 3, weight_of_few = 3, precise = 0.95, missed = 0.03, highest_hold = -0.6;
constexpr int least_found = 5; // texts a threshold must rest on

struct Row {
    std::string kind;
    std::set<std::string> wanted;
    std::vector<feature_node> nodes;
};

void add_rows(const char* path, std::vector<Row>& rows)
{
    static Folded folded;
    std::ifstream in(path);
    for (std::string line; std::getline(in, line);) {
        std::vector<std::string> cells(1);
        for (const char c : line)
            if (c == '\t')
                cells.emplace_back();
            else
                cells.back() += c;
        if (cells.size() < 5 || cells[0] == "id") continue;
        Row row;
        row.kind = cells[2];
        std::string word;
        for (const char c : cells[4] + ",")
            if (c != ',')
                word += c;
            else {
                if (word != "-" && !word.empty()) row.wanted.insert(word);
                word.clear();
            }
        NormalText normal;
        normalise(cells[3], normal);
        wording_features(normal.text, folded);
        std::map<int, double> counts;
        std::size_t n = 0;
        each_feature(folded, [&](std::uint32_t h) { ++counts[static_cast<int>(h >> (32 - bits)) + 1], ++n; });
        for (const auto& [k, times] : counts) row.nodes.push_back({k, times * wording_scale(n)});
        row.nodes.push_back({(1 << bits) + 1, 1.0});
        row.nodes.push_back({-1, 0});
        rows.push_back(std::move(row));
    }
}

model* fit(std::vector<feature_node*> vectors, std::vector<double> labels)
{
    const problem task{static_cast<int>(vectors.size()), (1 << bits) + 1, labels.data(), vectors.data(), -1};
    parameter options{};
    int label = 1;
    double weight = weight_of_few;
    options.solver_type = L2R_L2LOSS_SVC_DUAL;
    options.C = cost;
    options.eps = 0.01;
    options.nr_weight = 1;
    options.weight_label = &label;
    options.weight = &weight;
    std::srand(1); // liblinear shuffles with rand()
    return train(&task, &options);
}

double margin(const model* trained, const feature_node* nodes)
{
    double value = 0;
    predict_values(trained, nodes, &value);
    return trained->label[0] == 1 ? value : -value;
}

} // namespace

int main(int argc, char** argv)
{
    if (argc < 4) return 2;
    set_print_string_function([](const char*) {});
    std::vector<Row> rows;
    for (int i = 3; i < argc; ++i) add_rows(argv[i], rows);
    std::set<std::string> categories;
    for (const auto& row : rows) categories.insert(row.wanted.begin(), row.wanted.end());
    WordingModel out;
    out.bits = bits;
    out.categories.assign(categories.begin(), categories.end());
    std::vector<std::vector<double>> weights;
    double largest = 0;
    std::ofstream figures(argv[2]);
    figures << "| category | texts | found | precision | recall |\n|---|--:|--:|--:|--:|\n"
            << std::fixed << std::setprecision(2);
    for (std::size_t k = 0; k < out.categories.size(); ++k) {
        const auto label = [&](const Row& row) { return row.wanted.contains(out.categories[k]) ? 1.0 : -1.0; };
        std::vector<std::pair<double, bool>> seen; // of rows the model had not seen
        for (int fold = 0; fold <= folds; ++fold) {
            std::vector<feature_node*> vectors;
            std::vector<double> labels;
            for (std::size_t i = 0; i < rows.size(); ++i)
                if (fold == folds || static_cast<int>(i % folds) != fold) {
                    vectors.push_back(rows[i].nodes.data());
                    labels.push_back(label(rows[i]));
                }
            model* trained = fit(std::move(vectors), std::move(labels));
            if (fold < folds)
                for (std::size_t i = static_cast<std::size_t>(fold); i < rows.size(); i += folds)
                    seen.emplace_back(margin(trained, rows[i].nodes.data()), label(rows[i]) > 0);
            else {
                const double sign = trained->label[0] == 1 ? 1 : -1;
                std::vector<double> w(trained->w, trained->w + (1 << bits));
                for (auto& one : w) one *= sign;
                for (const double one : w) largest = std::max(largest, std::abs(one));
                weights.push_back(std::move(w));
                out.bias[k] = static_cast<float>(trained->w[1 << bits] * sign);
            }
            free_and_destroy_model(&trained);
        }
        std::sort(seen.rbegin(), seen.rend());
        int all = 0, right = 0, taken = 0, taken_right = 0, count = 0;
        double least = 1e9;
        for (const auto& s : seen) all += s.second;
        for (const auto& s : seen) {
            ++count;
            right += s.second;
            if (count >= least_found && right >= precise * count) least = s.first, taken = count, taken_right = right;
        }
        out.least[k] = static_cast<float>(least);
        // The lowest scores among the texts of the category, of which a phrase may still be right.
        std::vector<double> theirs;
        for (const auto& s : seen)
            if (s.second) theirs.push_back(s.first);
        const auto hold = theirs[theirs.size() - 1 - static_cast<std::size_t>(missed * static_cast<double>(theirs.size()))];
        out.hold[k] = static_cast<float>(std::min(hold, highest_hold));
        figures << "| " << out.categories[k] << " | " << all << " | " << taken << " | "
                << (taken ? 1.0 * taken_right / taken : 0) << " | " << 1.0 * taken_right / all << " |\n";
    }
    out.scale = static_cast<float>(largest / 127);
    std::vector<std::int8_t> table((std::size_t{1} << bits) * wording_columns);
    for (std::size_t k = 0; k < weights.size(); ++k)
        for (std::size_t i = 0; i < weights[k].size(); ++i)
            table[i * wording_columns + k] = static_cast<std::int8_t>(std::lround(weights[k][i] / largest * 127));
    out.table = table;
    std::ofstream(argv[1], std::ios::binary) << save_wording_model(out);
}
