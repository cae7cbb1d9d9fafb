#include "session.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "base/zone_file.hpp"
#include "store/shops.hpp"
#include "store/store.hpp"

#include <fmt/format.h>
#include <sys/auxv.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>

namespace fs = std::filesystem;

namespace redress {
namespace {

std::string env(const char* name)
{
    const char* value = std::getenv(name);
    return value ? value : "";
}

fs::path home_folder(const char* xdg, const char* below_home)
{
    if (const auto set = env(xdg); !set.empty()) return fs::path(set);
    const auto home = env("HOME");
    return fs::path(home.empty() ? "." : home) / below_home;
}

fs::path find_share(const std::string& told)
{
    if (!told.empty()) {
        if (!fs::is_directory(told)) throw Error(ErrorKind::usage, said("--share: no folder '{}'", told));
        return told;
    }
    if (const auto set = env("REDRESS_SHARE"); !set.empty()) return set;
    std::error_code code;
    const auto here = Session::program().parent_path();
    for (const auto& candidate : {here / "../share/redress", here / "../../share", here / "../share"})
        if (fs::is_directory(candidate / "platforms", code)) return fs::weakly_canonical(candidate, code);
    return here / "../share/redress";
}

// A package that is moved about as a folder brings fonts and zones along, for machines that have none (scripts/package).
void use_what_came_along()
{
    const auto share = (Session::program().parent_path() / "../share/redress").lexically_normal();
    time::use_zone_folder(share / "zoneinfo");
    // fontconfig has no other way in that is there before its first use. What the user set is left alone.
    std::error_code code;
    if (env("FONTCONFIG_FILE").empty() && env("FONTCONFIG_PATH").empty() && fs::exists(share / "fonts/fonts.conf", code))
        ::setenv("FONTCONFIG_PATH", (share / "fonts").c_str(), 1);
}

std::string language(const std::string& told)
{
    if (!told.empty()) {
        if (told != "en" && told != "zh" && told != "es")
            throw Error(ErrorKind::usage, said("--lang: '{}' is not en, zh or es", told));
        return told;
    }
    return language_of_environment();
}

void write_fd(int fd, std::string_view bytes)
{
    while (!bytes.empty()) {
        const auto n = ::write(fd, bytes.data(), bytes.size());
        if (n < 0 && errno == EINTR) continue;
        if (n < 0 && errno == EPIPE) throw BrokenPipe{};
        if (n < 0)
            throw Error(ErrorKind::input, said("cannot write to standard output: {}", system_reason(errno)),
                        said("free some disk space, or write to another place with -o"));
        bytes.remove_prefix(static_cast<std::size_t>(n));
    }
}

} // namespace

std::string language_of_environment()
{
    for (const auto* name : {"LC_ALL", "LC_MESSAGES", "LANG"})
        if (const auto value = env(name); !value.empty()) return value.substr(0, 2) == "zh" ? "zh" : "en";
    return "en";
}

// /proc is not everywhere a root folder is (a bare chroot).
fs::path Session::program()
{
    std::error_code code;
    auto path = fs::read_symlink("/proc/self/exe", code);
    // The kernel gives the name's address as a number.
    if (code)
        path =
            fs::canonical(reinterpret_cast<const char*>(::getauxval(AT_EXECFN)), code); // NOLINT(performance-no-int-to-ptr)
    return path;
}

Session::Session(CommonOptions options, bool may_write, int out_fd, int err_fd)
    : options_(std::move(options)), may_write_(may_write), out_fd_(out_fd), err_fd_(err_fd)
{
    lang_ = language(options_.lang);
    shop_ = options_.shop.empty() ? "main" : options_.shop;
    share_ = find_share(options_.share);
    use_what_came_along();
    config_ = home_folder("XDG_CONFIG_HOME", ".config") / "redress";
    err_is_terminal_ = ::isatty(err_fd_) != 0;
    if (options_.color != "auto" && options_.color != "always" && options_.color != "never")
        throw Error(ErrorKind::usage, said("--color: '{}' is not auto, always or never", options_.color));
    const bool may_color = options_.color == "auto" && env("NO_COLOR").empty() && env("TERM") != "dumb";
    color_ = options_.color == "always" || (may_color && err_is_terminal_);
    out_color_ = options_.color == "always" || (may_color && ::isatty(out_fd_) != 0);
    if (const auto epoch = env("SOURCE_DATE_EPOCH"); !epoch.empty()) {
        char* end = nullptr;
        const auto value = std::strtoll(epoch.c_str(), &end, 10);
        if (end && *end == '\0') source_date_epoch_ = value;
    }
    if (!options_.tz.empty() && !time::Zone::find(options_.tz))
        throw Error(ErrorKind::usage, said("--tz: unknown time zone '{}'", options_.tz),
                    said("name one as Asia/Shanghai, America/New_York or +08:00"));
    now_ = std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
    if (!options_.now.empty()) {
        now_given_ = true;
        if (const auto at = time::parse_rfc3339(options_.now))
            now_ = *at;
        else if (const auto local = time::parse_local(options_.now))
            now_ = time::Zone::find(options_.tz.empty() ? "UTC" : options_.tz)->to_utc(*local).at;
        else
            throw Error(ErrorKind::usage, said("--now: '{}' is no time", options_.now),
                        said("write it as 2026-03-01T12:00:00Z"));
    }
}

Session::~Session() = default;

bool Session::has_store() const
{
    return store::Store::exists(!options_.store.empty()         ? fs::path(options_.store)
                                : !env("REDRESS_STORE").empty() ? fs::path(env("REDRESS_STORE"))
                                                                : home_folder("XDG_DATA_HOME", ".local/share") / "redress");
}

store::Store& Session::store()
{
    if (!store_) {
        const auto folder = !options_.store.empty()         ? fs::path(options_.store)
                            : !env("REDRESS_STORE").empty() ? fs::path(env("REDRESS_STORE"))
                                                            : home_folder("XDG_DATA_HOME", ".local/share") / "redress";
        store_ = store::Store::open(folder, may_write_ ? store::Mode::write : store::Mode::read);
    }
    return *store_;
}

std::optional<std::string> Session::zone_option() const
{
    if (options_.tz.empty()) return std::nullopt;
    return options_.tz;
}

time::Zone Session::display_zone() const
{
    std::string name = options_.tz;
    if (name.empty() && store_)
        if (const auto shop = store::get_shop(*store_, shop_)) name = shop->zone;
    if (name.empty()) name = time::system_zone();
    return time::Zone::find(name).value_or(time::Zone::utc());
}

void Session::out(std::string_view text)
{
    buffer_ += text;
    if (buffer_.size() > (1u << 16)) flush();
}

void Session::flush()
{
    auto pending = std::exchange(buffer_, {}); // what cannot be written is not tried again
    write_fd(out_fd_, pending);
    pending.clear();
    buffer_ = std::move(pending);
}

void Session::err(std::string_view text)
{
    if (options_.quiet) return;
    flush();
    [[maybe_unused]] const auto n = ::write(err_fd_, text.data(), text.size());
}

void Session::warn(const Diagnostic& diagnostic)
{
    if (options_.quiet && diagnostic.severity == Severity::note) return;
    flush();
    const auto line = text::visible(to_string(diagnostic, lang_)) + "\n";
    [[maybe_unused]] const auto n = ::write(err_fd_, line.data(), line.size());
}

void Session::note(const Said& words)
{
    err(fmt::format("redress: {}\n", text::visible(words.in(lang_))));
}

} // namespace redress
