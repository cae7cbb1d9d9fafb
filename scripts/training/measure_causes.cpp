// Holds the cause lexicon against labelled complaints and prints the figures as Markdown.
//   measure_causes CAUSES.toml LABELS.tsv     columns id, dataset, row, text, primary, secondary; the first line is a header
#include "analyze/causes.hpp"
#include "base/text.hpp"
#include "base/toml.hpp"

#include <fmt/core.h>

#include <array>
#include <fstream>
#include <string>

using namespace redress;
using analyze::cause_count;

namespace
{

struct Counts {
    double labelled = 0, said = 0, right = 0;
};

void print(const std::array<Counts, cause_count>& counts, double n, double right, double either)
{
    double f1 = 0, present = 0;
    std::string rows;
    for (std::size_t k = 0; k < cause_count; ++k) {
        const Counts& c = counts[k];
        const auto share = [](double part, double all) {
            return all > 0 ? fmt::format("{:.3f}", part / all) : std::string("–");
        };
        if (c.labelled > 0) {
            f1 += 2 * c.right / (c.labelled + c.said);
            ++present;
        }
        rows += fmt::format("| {} | {} | {} | {} |\n", to_string(static_cast<analyze::CauseCode>(k)), c.labelled,
                            share(c.right, c.said), share(c.right, c.labelled));
    }
    fmt::print(
        "Labelled complaints: {}. Accuracy {:.3f}; macro-F1 over the causes present {:.3f}; primary or secondary cause "
        "named first {:.3f}.\n\n| cause | labelled | precision | recall |\n|---|--:|--:|--:|\n{}",
        n, right / n, f1 / present, either / n, rows);
}

} // namespace

int main(int argc, char** argv)
{
    if (argc < 3) return 2;
    static const analyze::FoldTable table = analyze::make_fold_table();
    const analyze::CauseModel model = analyze::load_causes(toml::load(argv[1]), table);
    std::array<Counts, cause_count> counts{};
    double n = 0, right = 0, either = 0;
    std::ifstream in(argv[2]);
    std::string line;
    std::getline(in, line);
    while (std::getline(in, line)) {
        const auto cells = text::split(line, '\t');
        if (cells.size() < 6) continue;
        const analyze::CauseCode said = analyze::causes(model, table, cells[3])[0].code;
        ++n;
        ++counts[static_cast<std::size_t>(said)].said;
        right += to_string(said) == cells[4];
        either += to_string(said) == cells[4] || to_string(said) == cells[5];
        for (std::size_t k = 0; k < cause_count; ++k)
            if (to_string(static_cast<analyze::CauseCode>(k)) == cells[4]) {
                ++counts[k].labelled;
                counts[k].right += static_cast<std::size_t>(said) == k;
            }
        if (argc > 3 && to_string(said) != cells[4])
            fmt::print(stderr, "{} {} -> {}\n", cells[0], cells[4], to_string(said));
    }
    if (n == 0) return 1;
    print(counts, n, right, either);
    return 0;
}
