// Exhibits as what a form takes: PDF files or pictures, each within the bytes allowed for one file.
#pragma once

#include "bundle/package.hpp"
#include "profile/profile.hpp"

#include <optional>
#include <string>
#include <vector>

namespace redress::bundle {

struct Piece { // one file to be
    struct Part {
        std::size_t exhibit = 0;   // index among those of the case
        int number = 0;            // from 1, where the exhibit is in several files; 0: all of it is here
        std::vector<int> messages; // of a conversation in several files: those shown here
    };
    std::vector<Part> parts; // more than one: short exhibits on one sheet, or PDF files put together
    std::string suffix;      // ".png"
    std::string bytes, text; // as in bundle::File
    int pages = 1;
    std::optional<Original> original = {}; // of what is large and goes in as it is

    std::uint64_t size() const { return original ? original->bytes : bytes.size(); }
};

std::string part_label(const std::string& label, int number); // "2-1"

class PieceMaker {
public:
    PieceMaker(const Contents& contents, profile::FileRules rules);

    bool takes(std::string_view suffix) const; // "pdf"; any if the platform names none
    bool takes_pdf() const { return takes("pdf"); }
    // Empty where the form takes nothing that the exhibit could become: then why says so. Throws Error{input} where it takes
    // the kind, but not so large.
    std::vector<Piece> pieces_of(std::size_t exhibit, Said& why);
    // The same for short exhibits that share a sheet; nothing if one picture does not hold them.
    std::optional<Piece> sheet_of(const std::vector<std::size_t>& exhibits);
    bool may_share(std::size_t exhibit) const; // rendered by us, and no conversation
    std::vector<std::string> missing() const { return missing_; }
    // On documents, by their names.
    std::vector<std::pair<std::string, Remark>> remarks() const { return remarks_; }

private:
    render::Document page_of(std::size_t exhibit);
    std::vector<Piece> rendered(std::size_t exhibit, const render::Document& page);
    std::vector<Piece> rendered_pdf(std::size_t exhibit, const render::Document& page);
    std::vector<Piece> pictures(std::size_t exhibit, const render::Document& page);
    std::vector<Piece> document(std::size_t exhibit, Said& why);
    std::vector<Piece> entered_document(std::size_t exhibit, File file, const std::string& suffix, Said& why);
    std::vector<Piece> pdf_document(std::size_t exhibit, const std::string& bytes);
    std::vector<Piece> picture_document(std::size_t exhibit, const std::string& bytes, const std::string& type);
    std::vector<Piece> text_document(std::size_t exhibit, const std::string& bytes);
    template <typename Read> auto or_leave_out(std::size_t exhibit, Read read) const;
    [[noreturn]] void refuse_size(std::size_t exhibit, std::uint64_t bytes, const Said& cure) const;
    std::string name_of(std::size_t exhibit) const;

    const Contents& contents_;
    profile::FileRules rules_;
    Records records_;
    MaskLog masks_; // of key-shaped tokens; a reviewer is told nothing of it
    std::vector<std::string> missing_;
    std::vector<std::pair<std::string, Remark>> remarks_;
};

// The page of an exhibit without what only a verifier needs: hashes, ids, names of sources.
render::Document reviewer_page(const analyze::Exhibit& exhibit, const Records& records, const View& view,
                               const model::Case& facts, MaskLog& log);

} // namespace redress::bundle
