// Text and records on their way through a redactor.
#pragma once

#include "analyze/redactor.hpp"
#include "base/file.hpp"
#include "base/json.hpp"
#include "session.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace redress {

// Throws Error{input} for a picture, a PDF, an archive: given back as they are they would seem to have been looked through.
void refuse_what_is_no_text(const MappedFile& file, const std::string& name);

class RedactFilter {
public:
    using Put = std::function<void(std::string_view)>;
    RedactFilter(analyze::Redactor& redactor, Session& session, Put put);

    // What a stream of records says of people; before the first of its lines is written.
    void learn(const MappedFile& file);
    void records(const MappedFile& file, const std::string& name);
    // Text of any encoding, given back in the same.
    void text(const MappedFile& file, const std::string& name);

    std::uint64_t malformed() const { return malformed_; }
    std::uint64_t doubts() const { return doubts_; }

private:
    struct Pending {
        Json json;
        std::string line;
    };
    void take(Json json, std::string_view line);
    void flush();
    void put_line(std::string_view line);
    std::string plain(std::string_view text, std::uint64_t first_line);
    void tell(std::string_view text, const std::vector<analyze::Doubt>& doubts, std::uint64_t first_line);

    analyze::Redactor& redactor_;
    Session& session_;
    Put put_;
    std::string name_;  // of the file being read, for people
    std::string place_; // and for the log
    std::vector<Pending> pending_;
    std::uint64_t malformed_ = 0, doubts_ = 0;
};

} // namespace redress
