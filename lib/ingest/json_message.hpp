// What readers of chats in JSON share: times, names of files, and what an app says without saying anything.
#pragma once

#include "base/json.hpp"
#include "ingest/json_elements.hpp"
#include "model/record.hpp"

#include <string>
#include <string_view>

namespace redress::ingest {

// Seconds (also "1452837318.000002"), milliseconds or finer, a number or its digits. False, and nothing set: no time.
bool take_epoch(const Json& value, model::Stamp& when);
// A time with its offset, kept as written; without one it becomes draft.local. False, and the writing kept: no time.
bool take_iso(std::string_view written, Draft& draft, model::Stamp& when);
// What an element without a readable time is told: its time stays open, the message is kept.
void remark_no_time(std::string_view written, Taken& taken);

// The last part of a path or address, what follows ? or # left out.
std::string file_name(std::string_view path);
// The name of the folder a file stands in, also in a zip: "general" of "export.zip:general/2026-03-01.json"; empty for none.
// up: of the folder above it.
std::string folder_name(std::string_view path, int up = 0);
// null, false, "", [] and {}: written for every message, and saying nothing.
bool says_nothing(const Json& value);

} // namespace redress::ingest
