// Blocks of a Document into strips, one function a kind of block.
#pragma once

#include "render/document.hpp"
#include "render/pdf_flow.hpp"

namespace redress::render::pdf {

struct Composer {
    Typesetter& type;
    std::string lang; // of our own few words

    Flow compose(const Document& document);

    void heading(Flow& flow, const Heading& heading);
    void prose(Flow& flow, const Prose& prose);
    void facts(Flow& flow, const Facts& facts);
    void table(Flow& flow, const Table& table);                // pdf_table.cpp
    void transcript(Flow& flow, const Transcript& transcript); // pdf_transcript.cpp
};

} // namespace redress::render::pdf
