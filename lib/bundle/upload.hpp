// What a platform's upload form takes: the exhibits as pages or pictures within its limits, under names of its pattern, and
// nothing else. Over a limit it refuses, with the number and what would help; it never cuts anything off.
#pragma once

#include "analyze/weight.hpp"
#include "bundle/package.hpp"
#include "profile/profile.hpp"

#include <set>
#include <string>
#include <vector>

namespace redress::bundle {

struct UploadOptions {
    std::set<std::string> must, without; // labels of exhibits that have to go in, and that stay out
    analyze::RecordWeights telling;      // records that contradict the other side or are cited
};

// Where an exhibit is to be seen: in one file, or in several with some of its lines each.
struct UploadPlace {
    std::string label;   // of the exhibit: "1"
    std::string name;    // as the answer names this part of it: "图1-2"
    std::string file;    // "图1-2_聊天记录.png"
    std::set<int> lines; // of a conversation, from 1; empty: all of it
};

struct UploadFile {
    File file; // its path is its name
    int pages = 1;
};

struct UploadLeftOut {
    std::string label, title;
    std::string pages; // "2, 3" of its pictures; empty: all of it
    Said why;
};

struct Upload {
    std::vector<UploadFile> files; // in the order of the exhibits
    std::vector<UploadPlace> places;
    std::vector<UploadLeftOut> left_out;
    std::vector<std::string> missing_glyphs;
    std::vector<std::pair<std::string, Remark>> remarks; // as Built has them

    // The places where this line is shown, or the exhibit if line is 0.
    std::vector<const UploadPlace*> where(const std::string& label, int line) const;
};

// Throws Error{input} where a limit cannot be met.
Upload build_upload(const Contents& contents, const profile::Profile& profile, const UploadOptions& options);

// The pattern of the profile, or ours.
std::string name_pattern(const profile::Profile& profile, const std::string& lang);

// Puts files into a folder of their own, whole or not at all. known: hashes (of upload_hash) of folders that may be
// replaced; others are refused unless force. The same content is left as it is.
void write_upload(const std::vector<UploadFile>& files, const std::filesystem::path& folder,
                  const std::set<std::string>& known, bool force);
// Names and contents in one SHA-256.
std::string upload_hash(std::vector<UploadFile> files);

} // namespace redress::bundle
