// vectorscan words|patterns LIST TEXT: one bare pass of vectorscan over a file for what stands in LIST, one a line, every match counted:
// the limit for a linter that does more than that. Patterns it refuses are left out and counted. The file is scanned 256 KB at a time, as
// the linter does. Prints: seconds of the passes, seconds of compiling, expressions, those refused, matches.
#include <hs/hs.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

std::string read(const char* name)
{
    std::ifstream in(name, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(in), {});
}

double since(Clock::time_point begin)
{
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

bool takes(const std::string& pattern, unsigned flags)
{
    hs_database_t* database = nullptr;
    hs_compile_error_t* fault = nullptr;
    const bool good = hs_compile(pattern.c_str(), flags, HS_MODE_BLOCK, nullptr, &database, &fault) == HS_SUCCESS;
    hs_free_compile_error(fault);
    hs_free_database(database);
    return good;
}

} // namespace

int main(int, char** argv)
{
    const bool words = std::string(argv[1]) == "words";
    const auto list = read(argv[2]), text = read(argv[3]);
    const unsigned flag = words ? 0 : HS_FLAG_UTF8 | HS_FLAG_ALLOWEMPTY;
    std::vector<std::string> all;
    std::size_t refused = 0;
    for (std::size_t at = 0; at < list.size();) {
        const auto end = std::min(list.find('\n', at), list.size());
        auto one = list.substr(at, end - at);
        at = end + 1;
        if (words || takes(one, flag))
            all.push_back(std::move(one));
        else
            ++refused;
    }
    std::vector<const char*> expressions;
    std::vector<unsigned> flags(all.size(), flag), ids;
    std::vector<std::size_t> lengths;
    for (const auto& one : all) {
        ids.push_back(static_cast<unsigned>(ids.size()));
        expressions.push_back(one.c_str());
        lengths.push_back(one.size());
    }
    hs_database_t* database = nullptr;
    hs_compile_error_t* fault = nullptr;
    const auto compiling = Clock::now();
    const auto result = words ? hs_compile_lit_multi(expressions.data(), flags.data(), ids.data(), lengths.data(), all.size(),
                                                     HS_MODE_BLOCK, nullptr, &database, &fault)
                              : hs_compile_multi(expressions.data(), flags.data(), ids.data(), all.size(), HS_MODE_BLOCK, nullptr,
                                                 &database, &fault);
    if (result != HS_SUCCESS) {
        std::fprintf(stderr, "%s\n", fault ? fault->message : "refused");
        return 1;
    }
    const auto compiled = since(compiling);
    hs_scratch_t* scratch = nullptr;
    hs_alloc_scratch(database, &scratch);
    std::size_t found = 0;
    const auto count = [](unsigned, unsigned long long, unsigned long long, unsigned, void* n) {
        ++*static_cast<std::size_t*>(n);
        return 0;
    };
    constexpr std::size_t piece = 1U << 18;
    double best = 1e9;
    for (int round = 0; round < 1; ++round) {
        const auto begin = Clock::now();
        found = 0;
        for (std::size_t at = 0; at < text.size();) {
            auto end = std::min(text.find('\n', std::min(at + piece, text.size())), text.size());
            if (hs_scan(database, text.data() + at, static_cast<unsigned>(end - at), 0, scratch, count, &found) != HS_SUCCESS) return 1;
            at = end;
        }
        best = std::min(best, since(begin));
    }
    std::printf("%.4f %.2f %zu %zu %zu\n", best, compiled, all.size(), refused, found);
}
