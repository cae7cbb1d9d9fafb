// What a command may touch, built once in main: clock, zone, language, store, share folder, streams. Nothing else is global.
#pragma once

#include "base/diagnostic.hpp"
#include "base/time.hpp"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace redress {

namespace store {
class Store;
}

// The reader of our output went away: no error, nothing to say.
struct BrokenPipe {};

// What the environment asks for (LC_ALL, LC_MESSAGES, LANG): "zh", else "en".
std::string language_of_environment();

// Options every command has, given before or after its name.
struct CommonOptions {
    std::string store, shop, share, lang, color = "auto", tz, now;
    bool quiet = false, verbose = false, no_input = false;
};

class Session {
public:
    Session(CommonOptions options, bool may_write, int out_fd = 1, int err_fd = 2);
    ~Session();
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    // Opened on first use: read-only or for writing as the command's row says. Throws Error{store}.
    store::Store& store();
    bool has_store() const;                  // is there one to open?
    void only_read() { may_write_ = false; } // before the first store(): for the reading half of a command that can write

    Instant now() const { return now_; } // --now, else the clock
    bool now_was_given() const { return now_given_; }
    // --tz as the user gave it, checked; nullopt if not given.
    std::optional<std::string> zone_option() const;
    time::Zone display_zone() const;                  // --tz, else the shop's, else the system's
    const std::string& lang() const { return lang_; } // "en" or "zh"
    const std::string& shop() const { return shop_; } // --shop, else "main"
    const std::filesystem::path& share() const { return share_; }
    const std::filesystem::path& config() const { return config_; } // ~/.config/redress
    static std::filesystem::path program();                         // the running one
    std::optional<std::int64_t> source_date_epoch() const { return source_date_epoch_; }
    const CommonOptions& options() const { return options_; }
    bool color() const { return color_; }         // of words on stderr
    bool out_color() const { return out_color_; } // of text on stdout

    void out(std::string_view text); // data, buffered
    void flush();                    // throws Error if stdout could not take it
    void err(std::string_view text); // words for people; nothing with --quiet
    // Words in the user's language: say("{} parsed", n)
    template <typename... Args> std::string say(fmt::format_string<Shown<Args>...> english, const Args&... values) const
    {
        return said(english, values...).in(lang_);
    }
    void warn(const Diagnostic& diagnostic); // to stderr, escapes made visible
    void note(const Said& words);            // "redress: …" on stderr unless quiet
    bool err_is_terminal() const { return err_is_terminal_; }

private:
    CommonOptions options_;
    bool may_write_ = false, now_given_ = false, color_ = false, out_color_ = false, err_is_terminal_ = false;
    int out_fd_, err_fd_;
    Instant now_;
    std::string lang_, shop_, buffer_;
    std::filesystem::path share_, config_;
    std::optional<std::int64_t> source_date_epoch_;
    std::unique_ptr<store::Store> store_;
};

} // namespace redress
