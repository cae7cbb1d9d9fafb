#include "ingest/discord_files.hpp"

namespace redress::ingest::discord {

std::string channel_id(std::string_view file_name)
{
    constexpr std::size_t least = 15; // digits of a number Discord gives; a year in brackets is none
    const auto open = file_name.rfind('[');
    const auto close = file_name.find(']', open == std::string_view::npos ? file_name.size() : open);
    if (close == std::string_view::npos) return {};
    const auto inside = file_name.substr(open + 1, close - open - 1);
    return inside.size() >= least && inside.find_first_not_of("0123456789") == std::string_view::npos ? std::string(inside)
                                                                                                      : std::string();
}

} // namespace redress::ingest::discord
