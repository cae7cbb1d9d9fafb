// Key-shaped tokens leave the machine masked: "****-****-****-7K2Q"; secrets (private keys, tokens, client secrets) not at
// all:
// "[SECRET]". The same in transcripts, records and slices.
#pragma once

#include "base/json.hpp"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace redress::bundle {

struct Masked {
    std::string text;
    std::size_t count = 0;
};
Masked mask_keys(std::string_view text);

// A text file with its keys masked; nullopt where nothing is masked: no keys, or no text (UTF-8) at all. It is looked
// through a piece at a time, and held only if there are keys in it.
std::optional<Masked> mask_file(const std::filesystem::path& place);

// A row of an SQL dump with every quoted value hidden that `known` (the row's records as JSON) does not show: passwords and
// sold keys have any shape, so what the records keep back the bytes keep back too. Lengths stay.
Masked mask_sql_row(std::string_view row, std::string_view known);

// What was masked where; it becomes data/redactions.json, which holds no secret.
class MaskLog {
public:
    std::string apply(std::string_view text, const std::string& file);
    void note(const std::string& file, std::size_t count);
    std::size_t in(const std::string& file) const;
    Json to_json() const;

private:
    std::map<std::string, std::size_t> counts_;
};

} // namespace redress::bundle
