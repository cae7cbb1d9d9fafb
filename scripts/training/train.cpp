// Trains the sentiment model: reads `part, source, label, text` lines (split.py), writes the model and its figures.
//   train ROWS MODEL FIGURES
// Two linear models, one for scripts without spaces and one for the others, have a table of weights each. Features are
// scaled by how one-sided they are in the training rows (the log-count ratio of naive Bayes, Wang and Manning 2012), then an
// L2-loss SVM (liblinear, dual) finds the weights; Platt's sigmoid over cross-validated margins turns sums into
// probabilities.
#include "analyze/sentiment.hpp"

#include <linear.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <map>
#include <string>

using namespace redress::analyze;

namespace
{

constexpr unsigned table_bits = 20;
constexpr std::size_t table_size = std::size_t{2} << table_bits; // both models
constexpr int folds = 3;

struct Row {
    bool test = false;
    std::string source;
    int label = 0; // 1 positive, -1 negative
    bool wide = false;
    double count = 0;
    std::string text;
    std::vector<std::pair<std::uint32_t, float>> features; // index and how often
};

// What differs between the two models; chosen on the training rows' own held-out fifth.
struct Recipe {
    bool wide;
    double cost;
    float least; // features in fewer rows are left out
    bool rarity; // also scale by the square root of the inverse row frequency
    int copies;  // of a row of another source than the film snippets, which are many and of another trade
};
constexpr Recipe recipes[] = {{true, 0.3, 3, false, 1}, {false, 0.3, 1, true, 5}};

struct Linear {
    std::vector<double> weight; // per table entry
    double bias = 0;
};

using Rows = std::vector<const Row*>;

int copies_of(const Recipe& recipe, const Row& row)
{
    return row.source == "en_movies" ? 1 : recipe.copies;
}

std::vector<Row> read(const char* path, const FoldTable& table)
{
    static Folded folded;
    std::vector<Row> rows;
    std::ifstream in(path);
    for (std::string line; std::getline(in, line);) {
        const auto a = line.find('\t'), b = line.find('\t', a + 1), c = line.find('\t', b + 1);
        Row row;
        row.test = line.substr(0, a) == "test";
        row.source = line.substr(a + 1, b - a - 1);
        row.label = line[b + 1] == '1' ? 1 : -1;
        row.text = line.substr(c + 1);
        fold(row.text, table, folded);
        row.wide = is_wide_text(folded);
        std::vector<std::uint32_t> hashes;
        each_feature(folded, [&](std::uint32_t h) {
            hashes.push_back(static_cast<std::uint32_t>(index_of(h, row.wide, table_bits)));
        });
        row.count = static_cast<double>(hashes.size());
        std::sort(hashes.begin(), hashes.end());
        for (std::size_t i = 0, j = 0; i < hashes.size(); i = j) {
            while (j < hashes.size() && hashes[j] == hashes[i]) ++j;
            row.features.emplace_back(hashes[i], static_cast<float>(j - i));
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

std::vector<double> feature_scales(const Rows& rows, const Recipe& recipe)
{
    std::vector<float> positive(table_size), negative(table_size);
    double positives = 2, negatives = 2;
    for (const Row* row : rows) {
        (row->label > 0 ? positives : negatives) += 1;
        for (const auto& [k, n] : row->features) (row->label > 0 ? positive : negative)[k] += 1;
    }
    std::vector<double> scale(table_size);
    const double all = static_cast<double>(rows.size());
    for (std::size_t k = 0; k < table_size; ++k) {
        const float in = positive[k] + negative[k];
        if (in < recipe.least || in == 0) continue;
        const double ratio = std::abs(std::log((positive[k] + 1) / positives * negatives / (negative[k] + 1)));
        scale[k] = recipe.rarity ? std::sqrt(std::log((all + 1) / (in + 1)) + 1) * (0.3 + ratio) : 0.5 + ratio;
    }
    return scale;
}

Linear fit(const Rows& rows, const Recipe& recipe)
{
    const std::vector<double> scale = feature_scales(rows, recipe);
    std::vector<feature_node> nodes;
    std::vector<std::size_t> starts;
    std::vector<double> labels;
    for (const Row* row : rows) {
        const std::size_t start = nodes.size();
        const double norm = 1 / std::sqrt(row->count + 1);
        for (const auto& [k, n] : row->features)
            if (scale[k] > 0) nodes.push_back({static_cast<int>(k) + 1, n * scale[k] * norm});
        nodes.push_back({static_cast<int>(table_size) + 1, 1.0});
        nodes.push_back({-1, 0});
        for (int i = 0; i < copies_of(recipe, *row); ++i) {
            starts.push_back(start);
            labels.push_back(row->label);
        }
    }
    std::vector<feature_node*> vectors;
    for (const std::size_t start : starts) vectors.push_back(&nodes[start]);
    const problem task{static_cast<int>(vectors.size()), static_cast<int>(table_size) + 1, labels.data(), vectors.data(),
                       -1};
    parameter options{};
    options.solver_type = L2R_L2LOSS_SVC_DUAL;
    options.C = recipe.cost;
    options.eps = 0.05;
    std::srand(1); // liblinear shuffles with rand()
    model* trained = train(&task, &options);
    const double sign = trained->label[0] == 1 ? 1 : -1;
    Linear linear{std::vector<double>(table_size), trained->w[table_size] * sign};
    for (std::size_t k = 0; k < table_size; ++k) linear.weight[k] = trained->w[k] * sign * scale[k];
    free_and_destroy_model(&trained);
    return linear;
}

double margin(const Linear& linear, const Row& row)
{
    double sum = 0;
    for (const auto& [k, n] : row.features) sum += linear.weight[k] * n;
    return sum / std::sqrt(row.count + 1) + linear.bias;
}

// Fits p(positive) = 1 / (1 + exp(-(slope * margin + shift))) by Newton's method to margins of rows the model had not seen.
std::pair<double, double> platt(const std::vector<std::pair<double, const Row*>>& margins, const Recipe& recipe)
{
    double slope = 1, shift = 0;
    for (int round = 0; round < 50; ++round) {
        double g0 = 0, g1 = 0, h00 = 1e-9, h01 = 0, h11 = 1e-9;
        for (const auto& [m, row] : margins) {
            const double w = copies_of(recipe, *row), p = 1 / (1 + std::exp(-(slope * m + shift)));
            const double error = w * (p - (row->label > 0 ? 1 : 0)), curve = w * p * (1 - p);
            g0 += error * m;
            g1 += error;
            h00 += curve * m * m;
            h01 += curve * m;
            h11 += curve;
        }
        const double det = h00 * h11 - h01 * h01;
        slope -= (h11 * g0 - h01 * g1) / det;
        shift -= (h00 * g1 - h01 * g0) / det;
    }
    return {slope, shift};
}

// The model of one recipe in logits: cross-validated calibration folded into its weights.
Linear calibrated(const std::vector<Row>& rows, const Recipe& recipe, bool with_test)
{
    Rows all;
    std::vector<Rows> others(folds);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows[i].wide != recipe.wide || (rows[i].test && !with_test)) continue;
        all.push_back(&rows[i]);
        for (std::size_t f = 0; f < folds; ++f)
            if (i % folds != f) others[f].push_back(&rows[i]);
    }
    std::vector<std::pair<double, const Row*>> margins;
    for (std::size_t f = 0; f < folds; ++f) {
        const Linear part = fit(others[f], recipe);
        for (const Row* row : all)
            if (static_cast<std::size_t>(row - rows.data()) % folds == f) margins.emplace_back(margin(part, *row), row);
    }
    const auto [slope, shift] = platt(margins, recipe);
    Linear linear = fit(all, recipe);
    for (double& w : linear.weight) w *= slope;
    linear.bias = linear.bias * slope + shift;
    return linear;
}

Model build(const std::vector<Row>& rows, const FoldTable& table, bool with_test)
{
    Linear wide = calibrated(rows, recipes[0], with_test), letters = calibrated(rows, recipes[1], with_test);
    Model model;
    model.fold = table;
    model.bits = table_bits;
    model.bias_wide = wide.bias;
    model.bias_letters = letters.bias;
    for (std::size_t k = 0; k < table_size; ++k) {
        wide.weight[k] += letters.weight[k];
        model.scale = std::max(model.scale, std::abs(wide.weight[k]));
    }
    for (const double w : wide.weight) {
        const double q = std::round(std::sqrt(std::abs(w) / model.scale) * 127);
        model.table.push_back(static_cast<std::int8_t>(w < 0 ? -q : q));
    }
    prepare(model);
    // Neutral: less evidence than 98 of 100 reviews have.
    std::vector<double> evidence;
    for (const Row& row : rows) {
        double sum = 0;
        for (const auto& [k, n] : row.features)
            sum += n * std::abs(model.weight[static_cast<std::size_t>(model.table[k] + 128)]);
        evidence.push_back(sum / std::sqrt(row.count + 1));
    }
    const auto cut = evidence.begin() + static_cast<std::ptrdiff_t>(evidence.size() / 50);
    std::nth_element(evidence.begin(), cut, evidence.end());
    model.neutral_below = *cut;
    return model;
}

struct Figures {
    double right[2] = {}, wrong[2] = {}, brier = 0, apart = 0, decided = 0, decided_right = 0;
    std::size_t train = 0;
};

void measure(const Model& model, const std::vector<Row>& rows, std::ostream& out)
{
    std::map<std::string, Figures> figures;
    for (const Row& row : rows) {
        Figures& f = figures[row.source];
        if (!row.test) {
            ++f.train;
            continue;
        }
        const Sentiment s = score(model, row.text);
        const bool said = s.p_negative <= 0.5, is = row.label > 0;
        (said == is ? f.right : f.wrong)[is] += 1;
        f.brier += (s.p_negative - (is ? 0 : 1)) * (s.p_negative - (is ? 0 : 1));
        const bool decided = s.label == Label::positive || s.label == Label::negative;
        f.apart += !decided;
        f.decided += decided;
        f.decided_right += decided && said == is;
    }
    out << "| source | trained on | held out | accuracy | macro-F1 | Brier | unsure or neutral | accuracy of the others |\n"
           "|---|--:|--:|--:|--:|--:|--:|--:|\n"
        << std::fixed;
    for (const auto& [source, f] : figures) {
        const double n = f.right[0] + f.right[1] + f.wrong[0] + f.wrong[1], wrong = f.wrong[0] + f.wrong[1];
        if (n == 0) continue;
        const auto f1 = [&](int k) { return 2 * f.right[k] / (2 * f.right[k] + wrong); };
        out << "| " << source << " | " << f.train << " | " << static_cast<int>(n) << std::setprecision(4) << " | "
            << (n - wrong) / n << " | " << (f1(0) + f1(1)) / 2 << " | " << f.brier / n << " | " << f.apart / n << " | "
            << f.decided_right / f.decided << " |\n";
    }
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 4) return 2;
    set_print_string_function([](const char*) {});
    static const FoldTable table = make_fold_table();
    const std::vector<Row> rows = read(argv[1], table);
    {
        const Model held_out = build(rows, table, false);
        std::ofstream out(argv[3]);
        measure(held_out, rows, out);
    }
    // What is shipped learns from every row, by the same recipe.
    const std::string bytes = save_model(build(rows, table, true));
    std::ofstream(argv[2], std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return 0;
}
