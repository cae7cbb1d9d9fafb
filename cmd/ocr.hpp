// Words in pictures, by the program tesseract where it is installed. What it reads is a machine's guess: it is searched,
// marked as OCR, and never quoted as what somebody said.
#pragma once

#include "base/file.hpp"
#include "ingest/driver.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace redress {

class Ocr {
public:
    // languages: as tesseract names them, "chi_sim+eng"; empty: those of Chinese and English that are installed.
    // Throws Error{input} if there is no tesseract, or not those languages.
    explicit Ocr(const std::string& languages);
    // extra.ocr of a picture's record: text, engine, languages. bytes: the picture's own. False, and a reason, if it was not
    // read.
    bool add_to(model::Record& record, std::string_view bytes, std::string& why) const;

private:
    std::string engine_, languages_;
};

// Pictures get their words on the way into the sink; one that cannot be read goes on without, and is remarked. file: where
// the records come from. No ocr: the sink as it is.
ingest::Sink with_ocr(ingest::Sink sink, std::shared_ptr<const Ocr> ocr, const MappedFile& file, Diagnostics& remarks);

} // namespace redress
