// `bundle --for`: a case as the files and texts a platform's form takes.
#pragma once

#include "base/error.hpp"
#include "bundle/upload.hpp"
#include "drafting.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace redress {

struct UploadCommand {
    std::string platform; // --for; empty: a package is wanted
    std::vector<std::string> must, without;
    LetterOptions letter;
    std::string letter_file;
    bool incomplete = false;
    std::string format = "text"; // of the listing
};

// Where the folder goes and what may be in it.
struct UploadFrame {
    std::string output, redact;
    bool force = false, with_private = false;
};
// The profile --for names: a platform, or who decides there ("alipay").
std::optional<profile::Profile> taker_of_upload(const std::string& word, const Session& session);
Exit pack_upload(Session& session, store::CaseRow row, const UploadCommand& command, const UploadFrame& frame);

// The answer in a field of the form.
struct UploadText {
    std::string file, bytes;
    std::optional<profile::TextRule> rule; // none: the platform names no field
    std::uint64_t used = 0;                // in the rule's unit
};

// Labels and records the seller's own words cite: they have to go in. Reads --set, or the letter file.
void take_cited(const UploadCommand& command, const Drafting& draft, bundle::UploadOptions& out);

// What the text of a field is called, a file name nobody has to quote: the field as the platform's own page calls it. And
// the letter, where the platform names no field.
std::string text_file(const profile::TextRule& rule, const std::string& lang);
std::string letter_file(const std::string& lang);

struct UploadAnswer {
    std::vector<UploadText> texts;
    bool clean = true; // nothing to look at
};
// Throws Error{input} where it is too long, cites what is not in the folder, or lacks what the reason demands.
UploadAnswer write_answer(const UploadCommand& command, const Drafting& draft, const bundle::Upload& upload,
                          Session& session);

// What was made, for the seller: none of it is in the folder.
render::Document upload_listing(const Drafting& draft, const bundle::Upload& upload, const std::vector<UploadText>& texts,
                                const std::string& folder);

} // namespace redress
