#include "render/pdf_fonts.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "render/words.hpp"

#include <fontconfig/fontconfig.h>

#include <memory>

namespace redress::render::pdf {
namespace {

template <auto Destroy> struct With {
    template <typename T> void operator()(T* object) const { Destroy(object); }
};

struct Needs {
    bool cjk = false, emoji = false;

    void look_at(std::string_view text)
    {
        if (cjk && emoji) return;
        for (const auto c : text::to_u32(text)) {
            if (c < 0x1100) continue;
            cjk = cjk || text::is_cjk(c);
            // Below this plane text fonts have the pictographs too (©, ☎).
            emoji = emoji || (c >= 0x1F000 && text::is_emoji(c));
        }
    }
    void look_at(const std::vector<std::string>& texts)
    {
        for (const auto& text : texts) look_at(text);
    }

    void operator()(const Heading& heading) { look_at(heading.text); }
    void operator()(const Prose& prose) { look_at(prose.text); }
    void operator()(const Facts& facts)
    {
        for (const auto& [label, value] : facts.rows) {
            look_at(label);
            look_at(value);
        }
    }
    void operator()(const Table& table)
    {
        look_at(table.columns);
        for (const auto& row : table.rows) look_at(row);
    }
    void operator()(const Transcript& transcript)
    {
        for (const auto& line : transcript.lines) {
            for (const auto* text : {&line.number, &line.time, &line.sender, &line.role, &line.text}) look_at(*text);
            look_at(line.notes);
        }
    }
};

} // namespace

std::string font_families(const std::string& lang)
{
    // In Chinese text the CJK font comes first, so that “ ” … — are as wide as the characters around them.
    if (is_chinese(lang)) return "Noto Sans CJK SC, Noto Sans, sans-serif";
    return "Noto Sans, Noto Sans CJK SC, sans-serif";
}

bool any_font_covers(char32_t c)
{
    const std::unique_ptr<FcCharSet, With<FcCharSetDestroy>> wanted(FcCharSetCreate());
    const std::unique_ptr<FcPattern, With<FcPatternDestroy>> pattern(FcPatternCreate());
    const std::unique_ptr<FcObjectSet, With<FcObjectSetDestroy>> nothing(FcObjectSetCreate());
    FcCharSetAddChar(wanted.get(), static_cast<FcChar32>(c));
    FcPatternAddCharSet(pattern.get(), FC_CHARSET, wanted.get());
    FcObjectSetAdd(nothing.get(), FC_FAMILY);
    const std::unique_ptr<FcFontSet, With<FcFontSetDestroy>> fonts(FcFontList(nullptr, pattern.get(), nothing.get()));
    return fonts && fonts->nfont > 0;
}

void require_fonts(const Document& document, const std::function<bool(char32_t)>& covers)
{
    Needs needs;
    for (const auto* text : {&document.title, &document.header, &document.footer}) needs.look_at(*text);
    for (const auto& block : document.blocks) std::visit(needs, block);
    const bool no_cjk = needs.cjk && !covers(U'\u4E2D');
    const bool no_emoji = needs.emoji && !covers(U'\U0001F600');
    if (!no_cjk && !no_emoji) return;
    throw Error(ErrorKind::render,
                no_cjk && no_emoji ? said("no installed font has Chinese text and emoji")
                : no_cjk           ? said("no installed font has Chinese text")
                                   : said("no installed font has emoji"),
                said("apt-get install fonts-noto-cjk fonts-noto-color-emoji"));
}

} // namespace redress::render::pdf
