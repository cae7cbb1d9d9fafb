// replay FOLDER…: reads every file below the folders as every format, as what it shows itself to be, and through every
// target. Inputs that once broke something stay in tests/fuzz/seeds; this holds them there.
#include "base/file.hpp"
#include "reading.hpp"
#include "target.hpp"

#include <cstdio>

int main(int argc, char** argv)
{
    const auto formats = redress::fuzz::all_formats(), targets = redress::fuzz::all_targets();
    std::size_t files = 0;
    for (int i = 1; i < argc; ++i)
        for (const auto& path : redress::files_below(argv[i])) {
            const auto bytes = redress::read_file(path);
            ++files;
            for (const auto& format : formats) {
                std::fprintf(stderr, "%s as %s\n", path.c_str(), format.c_str()); // ctest shows the last one if it breaks
                redress::fuzz::read_and_hold(bytes, {format, "Asia/Shanghai", ""});
            }
            for (const auto& name : targets) {
                std::fprintf(stderr, "%s through %s\n", path.c_str(), name.c_str());
                redress::fuzz::target(name)(bytes);
            }
        }
    std::printf("%zu files read as %zu formats and through %zu targets: nothing broke\n", files, formats.size(),
                targets.size());
    return files == 0;
}
