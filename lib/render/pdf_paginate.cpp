#include "render/pdf_pages.hpp"

namespace redress::render::pdf {
namespace {

class Filler {
public:
    Filler(const Flow& flow, double height) : flow_(flow), height_(height), pages_(1) {}

    // Strips that want to stay together; where no page could hold them, they break anywhere.
    void add_chain(std::size_t from, std::size_t to)
    {
        double height = 0;
        for (auto i = from; i < to; ++i) height += flow_.strips[i].height + (i > from ? flow_.strips[i].space_before : 0);
        const auto& first = flow_.strips[from];
        const bool fits_a_page = height + head_height(first) <= height_;
        if (fits_a_page && y_ + space(first) + height > height_) new_page();
        for (auto i = from; i < to; ++i) add(flow_.strips[i]);
    }
    std::vector<Page> take() { return std::move(pages_); }

private:
    double space(const Strip& strip) const { return pages_.back().empty() ? 0 : strip.space_before; }

    double head_height(const Strip& strip) const
    {
        double height = 0;
        if (strip.repeats >= 0)
            for (const auto& head : flow_.heads[static_cast<std::size_t>(strip.repeats)]) height += head.height;
        return height;
    }
    void add(const Strip& strip)
    {
        if (!pages_.back().empty() && y_ + space(strip) + strip.height > height_) new_page();
        if (pages_.back().empty() && strip.repeats >= 0)
            for (const auto& head : flow_.heads[static_cast<std::size_t>(strip.repeats)]) put(head);
        put(strip);
    }
    void put(const Strip& strip)
    {
        y_ += space(strip);
        pages_.back().push_back({&strip, margin_top + y_});
        y_ += strip.height;
    }
    void new_page()
    {
        if (pages_.back().empty()) return;
        pages_.emplace_back();
        y_ = 0;
    }

    const Flow& flow_;
    double height_;
    std::vector<Page> pages_;
    double y_ = 0;
};

} // namespace

std::vector<Page> paginate(const Flow& flow, double height)
{
    Filler filler(flow, height);
    for (std::size_t from = 0; from < flow.strips.size();) {
        auto to = from + 1;
        while (to < flow.strips.size() && flow.strips[to - 1].keep_with_next) ++to;
        filler.add_chain(from, to);
        from = to;
    }
    return filler.take();
}

std::vector<std::vector<int>> messages_on(const std::vector<Page>& pages)
{
    std::vector<std::vector<int>> out;
    for (const auto& page : pages) {
        auto& messages = out.emplace_back();
        for (const auto& placed : page)
            if (placed.strip->message > 0 && (messages.empty() || messages.back() != placed.strip->message))
                messages.push_back(placed.strip->message);
    }
    return out;
}

double bottom_of(const Page& page)
{
    return page.empty() ? margin_top : page.back().y + page.back().strip->height;
}

} // namespace redress::render::pdf
