// vectorscan WORDS TEXT: one pass of vectorscan over a file for the words of the rules, every occurrence counted: the limit for a
// linter that does more than that. The file is scanned 256 KB at a time, as the linter does. Prints seconds of the passes alone.
#include <hs/hs.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

int main(int, char** argv)
{
    const auto read = [](const char* name) {
        std::ifstream in(name, std::ios::binary);
        return std::string(std::istreambuf_iterator<char>(in), {});
    };
    const auto list = read(argv[1]), text = read(argv[2]);
    std::vector<std::string> words;
    for (std::size_t at = 0; at < list.size();) {
        const auto end = list.find('\n', at);
        words.push_back(list.substr(at, end - at));
        at = end + 1;
    }
    std::vector<const char*> expressions;
    std::vector<unsigned> flags(words.size(), 0), ids;
    std::vector<std::size_t> lengths;
    for (const auto& word : words) {
        ids.push_back(static_cast<unsigned>(ids.size()));
        expressions.push_back(word.data());
        lengths.push_back(word.size());
    }
    hs_database_t* database = nullptr;
    hs_compile_error_t* fault = nullptr;
    if (hs_compile_lit_multi(expressions.data(), flags.data(), ids.data(), lengths.data(), words.size(), HS_MODE_BLOCK, nullptr,
                             &database, &fault) != HS_SUCCESS)
        return 1;
    hs_scratch_t* scratch = nullptr;
    hs_alloc_scratch(database, &scratch);
    std::size_t found = 0;
    const auto count = [](unsigned, unsigned long long, unsigned long long, unsigned, void* n) {
        ++*static_cast<std::size_t*>(n);
        return 0;
    };
    const auto begin = std::chrono::steady_clock::now();
    constexpr std::size_t piece = 1U << 18;
    for (std::size_t at = 0; at < text.size(); at += piece)
        hs_scan(database, text.data() + at, std::min(piece, text.size() - at), 0, scratch, count, &found);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    std::printf("%.4f %zu %zu\n", took.count(), words.size(), found);
}
