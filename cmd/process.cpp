#include "process.hpp"

#include "base/file.hpp"

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <thread>

extern char** environ; // NOLINT(readability-redundant-declaration): POSIX wants it declared by its user

namespace redress {
namespace {

using Clock = std::chrono::steady_clock;

// Standard input and output are files, not pipes: neither side ever waits for the other.
pid_t start(const std::vector<std::string>& command, int in, int out, int errors)
{
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, in, 0);
    posix_spawn_file_actions_adddup2(&actions, out, 1);
    posix_spawn_file_actions_adddup2(&actions, errors, 2);
    std::vector<char*> words;
    words.reserve(command.size() + 1);
    for (const auto& word : command) words.push_back(const_cast<char*>(word.c_str())); // posix_spawn does not write to them
    words.push_back(nullptr);
    pid_t child = -1;
    const int failed = posix_spawnp(&child, words[0], &actions, nullptr, words.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    return failed ? -1 : child;
}

int wait_for(pid_t child, int seconds, bool& timed_out)
{
    const auto until = Clock::now() + std::chrono::seconds(seconds);
    int status = 0;
    while (waitpid(child, &status, WNOHANG) == 0) {
        if (Clock::now() > until && !timed_out) {
            timed_out = true;
            kill(child, SIGKILL);
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + (WIFSIGNALED(status) ? WTERMSIG(status) : 0);
}

std::string all_of(std::FILE* file)
{
    std::string out;
    std::rewind(file);
    std::array<char, 65536> piece;
    while (const auto n = std::fread(piece.data(), 1, piece.size(), file)) out.append(piece.data(), n);
    return out;
}

} // namespace

ProcessEnd run_process(const std::vector<std::string>& command, std::string_view input, int seconds)
{
    ProcessEnd end;
    std::FILE* in = std::tmpfile();
    std::FILE* out = std::tmpfile();
    std::FILE* errors = std::tmpfile();
    if (in && out && errors) {
        std::fwrite(input.data(), 1, input.size(), in);
        std::fflush(in);
        std::rewind(in);
        const auto child = start(command, fileno(in), fileno(out), fileno(errors));
        if (child > 0) {
            end.status = wait_for(child, seconds, end.timed_out);
            end.started = end.status != 127;
            end.output = all_of(out);
            end.errors = all_of(errors);
        }
    }
    if (in) std::fclose(in);
    if (out) std::fclose(out);
    if (errors) std::fclose(errors);
    return end;
}

} // namespace redress
