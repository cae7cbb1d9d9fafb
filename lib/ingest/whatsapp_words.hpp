// The app's own words in the languages it exports in: what it prints instead of, around or among messages.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace redress::ingest::whatsapp {

// A body, or what stands in its brackets, that is wholly the app's.
enum class Kind { deleted, edited, omitted, attached };
struct Whole {
    Kind kind;
    std::string_view media_type;
};
const Whole* whole_text(std::string_view text); // in any case, with or without a full stop; nullptr: somebody's words
// What stands in place of media left out, without brackets.
struct Omitted {
    std::string_view text, media_type;
};
std::span<const Omitted> omitted_texts();
// Without marks, blanks, brackets and a full stop at its ends.
std::string_view bare_form(std::string_view v);

// A file named or left out in a body. `begin`,`end`: the words to take out of the text.
struct FileMark {
    std::string name;       // empty where the export left the file out
    std::string media_type; // "image/*" where only the kind is known; empty if not even that
    std::size_t begin = 0, end = 0;
};

// `marked`: the body began with U+200E, which the app writes and people do not.
std::optional<FileMark> file_mark(std::string_view body, bool marked);
bool is_deleted_text(std::string_view body);
bool is_system_text(std::string_view body, bool marked);
// Text before the first ": " that no person is called.
bool is_system_author(std::string_view author);
// Where the trailing "<This message was edited>" begins; npos if there is none.
std::size_t edited_mark(std::string_view body);
// The chat's name in 'X created group "Tes"'.
std::string named_group(std::string_view system_text);
// On iOS its author is the name of the chat.
bool is_encryption_notice(std::string_view body);

struct ChatName {
    std::string name;
    bool certain = false; // the file name has the app's own form
};
// "WhatsApp Chat with Ana (1).txt" -> Ana. path: with folders, since "_chat.txt" is named by the folder or zip around it.
ChatName chat_name(std::string_view path);

} // namespace redress::ingest::whatsapp
