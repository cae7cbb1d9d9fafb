#include "ingest/json_message.hpp"

#include "base/time.hpp"

#include <charconv>

namespace redress::ingest {
namespace {

void set_utc(Instant at, model::Stamp& when)
{
    when.at = at;
    when.local = time::to_string(time::utc_fields(at));
    when.zone = "UTC";
    when.from = model::ZoneFrom::data;
}

} // namespace

bool take_epoch(const Json& value, model::Stamp& when)
{
    const auto text = scalar_text(value);
    std::int64_t whole = 0;
    const auto* const end = text.data() + text.size();
    const auto [rest, code] = std::from_chars(text.data(), end, whole);
    if (code != std::errc{} || whole <= 0 || (rest != end && *rest != '.')) return false;
    auto at = time::from_epoch(whole);
    if (rest != end) { // of a second
        std::int64_t scale = 100;
        std::int64_t ms = 0;
        for (const auto* c = rest + 1; c != end; ++c, scale /= 10) {
            if (*c < '0' || *c > '9') return false;
            ms += (*c - '0') * scale;
        }
        at += std::chrono::milliseconds(ms);
    }
    if (!time::utc_fields(at).exists() || time::utc_fields(at).year > 9999) return false;
    set_utc(at, when);
    return true;
}

bool take_iso(std::string_view written, Draft& draft, model::Stamp& when)
{
    if (const auto at = time::parse_rfc3339(written)) {
        const auto sign = written.find_last_of("+-Zz");
        const auto local = time::parse_local(written.substr(0, sign));
        const auto shown = local ? *local : time::utc_fields(*at);
        const auto apart = (time::from_utc_fields(shown) - *at) / std::chrono::minutes(1);
        set_utc(*at, when);
        when.local = time::to_string(shown);
        if (apart != 0) when.zone = time::offset_string(static_cast<int>(apart));
        return true;
    }
    draft.local = time::parse_local(written);
    if (draft.local) return true;
    when.local = written;
    return false;
}

void remark_no_time(std::string_view written, Taken& taken)
{
    taken.problem = "bad-date";
    taken.remark = written.empty() ? said("an element without a date") : said("date '{}' does not exist", written);
}

std::string file_name(std::string_view path)
{
    path = path.substr(0, path.find_first_of("?#"));
    return std::string(path.substr(path.find_last_of("/\\") + 1)); // npos + 1 is 0
}

std::string folder_name(std::string_view path, int up)
{
    for (const std::string_view packed : {".zip:", ".ZIP:", ".gz:"})
        if (const auto at = path.rfind(packed); at != std::string_view::npos) path.remove_prefix(at + packed.size());
    for (int i = 0; i <= up; ++i) {
        const auto slash = path.find_last_of("/\\");
        if (slash == std::string_view::npos) return {};
        path = path.substr(0, slash);
    }
    return std::string(path.substr(path.find_last_of("/\\") + 1)); // npos + 1 is 0
}

bool says_nothing(const Json& value)
{
    if (value.is_object()) return value.members().empty();
    if (value.is_array()) return value.items().empty();
    return value.is_null() || value == Json(false) || value == Json("");
}

} // namespace redress::ingest
