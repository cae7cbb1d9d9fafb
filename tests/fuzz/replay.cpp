// replay FOLDER…: reads every file below the folders as every format, and as what it shows itself to be. Inputs that once
// broke something stay in tests/fuzz/seeds; this holds them there.
#include "base/file.hpp"
#include "reading.hpp"

#include <cstdio>

int main(int argc, char** argv)
{
    std::size_t files = 0, readings = 0;
    for (int i = 1; i < argc; ++i)
        for (const auto& path : redress::files_below(argv[i])) {
            const auto bytes = redress::read_file(path);
            std::fprintf(stderr, "%s\n", path.c_str()); // ctest shows the last one if a reading breaks
            ++files;
            for (const auto& format : redress::fuzz::all_formats()) {
                redress::fuzz::read_and_hold(bytes, {format, "Asia/Shanghai", ""});
                ++readings;
            }
        }
    std::printf("%zu files read as %zu formats: nothing broke\n", files, files ? readings / files : 0);
    return files == 0;
}
