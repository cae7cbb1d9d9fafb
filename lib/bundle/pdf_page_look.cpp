#include "bundle/pdf_page_look.hpp"

#include "bundle/qpdf.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace redress::bundle {
namespace {

constexpr int deepest = 5;         // forms in forms
constexpr double least_height = 3; // of a box that may hide a line, in points: rules are thinner
constexpr double least_width = 6;
constexpr double nearly_white = 0.95;

using Corners = std::vector<std::pair<double, double>>;

struct Area {
    double left = 0, bottom = 0, right = 0, top = 0;
    bool holds(double x, double y) const { return x >= left && x <= right && y >= bottom && y <= top; }
};

struct Piece {
    double x = 0, y = 0; // a point within its first letter
    bool unseen = false;
};

// What was drawn so far, in the page's own coordinates.
struct Drawn {
    std::vector<Piece> texts;
    std::vector<Area> grounds; // filled areas and pictures
    PageLook look;
};

struct State {
    QPDFMatrix matrix;
    double lightness = 0; // of the fill colour
    bool sheer = false;   // what is filled shows what lies beneath
    int mode = 0;         // of text: 3 is invisible
    double size = 1, leading = 0;
};

double number(QPDFObjectHandle object)
{
    return object.isNumber() ? object.getNumericValue() : 0;
}

QPDFMatrix matrix_of(std::vector<QPDFObjectHandle> parts)
{
    if (parts.size() < 6) return {};
    return {number(parts[0]), number(parts[1]), number(parts[2]), number(parts[3]), number(parts[4]), number(parts[5])};
}

class Reader : public QPDFObjectHandle::ParserCallbacks {
public:
    Reader(Drawn& drawn, const QPDFObjectHandle& resources, State state, int depth)
        : drawn_(drawn), resources_(resources), state_(state), depth_(depth)
    {}

    void handleObject(QPDFObjectHandle object) override
    {
        if (!object.isOperator()) {
            if (operands_.size() < 64) operands_.push_back(std::move(object));
            return;
        }
        const auto name = object.getOperatorValue();
        if (!colour(name) && !text(name) && !path(name)) graphics(name);
        operands_.clear();
    }
    void handleEOF() override {}

private:
    double at(std::size_t i) const { return i < operands_.size() ? number(operands_[i]) : 0; }

    bool colour(const std::string& name)
    {
        if (name == "g")
            state_.lightness = at(0);
        else if (name == "rg")
            state_.lightness = std::min({at(0), at(1), at(2)});
        else if (name == "k")
            state_.lightness = 1 - std::max({at(0), at(1), at(2), at(3)});
        else if (name == "sc" || name == "scn")
            state_.lightness = operands_.empty() ? 0
                               : operands_.size() == 4
                                   ? 1 - std::max({at(0), at(1), at(2), at(3)})
                                   : std::min({at(0), at(operands_.size() > 1 ? 1 : 0), at(operands_.size() > 2 ? 2 : 0)});
        else
            return false;
        return true;
    }

    bool text(const std::string& name)
    {
        if (name == "BT") {
            text_ = line_ = QPDFMatrix();
        } else if (name == "Tm") {
            text_ = line_ = matrix_of(operands_);
        } else if (name == "Td" || name == "TD") {
            if (name == "TD") state_.leading = -at(1);
            next_line(at(0), at(1));
        } else if (name == "T*") {
            next_line(0, -state_.leading);
        } else if (name == "TL") {
            state_.leading = at(0);
        } else if (name == "Tf") {
            state_.size = at(1);
        } else if (name == "Tr") {
            state_.mode = static_cast<int>(at(0));
        } else if (name == "Tj" || name == "TJ") {
            show();
        } else if (name == "'" || name == "\"") {
            next_line(0, -state_.leading);
            show();
        } else {
            return false;
        }
        return true;
    }

    void next_line(double x, double y)
    {
        line_.concat(QPDFMatrix(1, 0, 0, 1, x, y));
        text_ = line_;
    }

    static bool has_letters(QPDFObjectHandle object)
    {
        if (object.isString()) return object.getStringValue().find_first_not_of(' ') != std::string::npos;
        if (!object.isArray()) return false;
        auto items = object.getArrayAsVector();
        return std::any_of(items.begin(), items.end(), [](const QPDFObjectHandle& item) { return has_letters(item); });
    }

    void show()
    {
        if (operands_.empty() || !has_letters(operands_.back())) return;
        auto whole = state_.matrix;
        whole.concat(text_);
        Piece piece;
        whole.transform(0.2 * state_.size, 0.25 * state_.size, piece.x, piece.y);
        const bool on_ground = std::any_of(drawn_.grounds.begin(), drawn_.grounds.end(),
                                           [&](const Area& area) { return area.holds(piece.x, piece.y); });
        piece.unseen = state_.mode == 3 || (state_.lightness >= nearly_white && state_.mode == 0 && !on_ground);
        drawn_.look.unseen += piece.unseen;
        drawn_.texts.push_back(piece);
    }

    bool path(const std::string& name)
    {
        if (name == "re") {
            boxes_.push_back(corners(at(0), at(1), at(2), at(3)));
        } else if (name == "m" || name == "l") {
            points_.push_back(placed(at(0), at(1)));
        } else if (name == "c" || name == "v" || name == "y") {
            curved_ = true;
        } else if (name == "f" || name == "F" || name == "f*" || name == "B" || name == "B*" || name == "b" ||
                   name == "b*") {
            fill();
        } else if (name == "S" || name == "s" || name == "n") {
            end_path();
        } else {
            return false;
        }
        return true;
    }

    std::pair<double, double> placed(double x, double y) const
    {
        std::pair<double, double> out;
        state_.matrix.transform(x, y, out.first, out.second);
        return out;
    }

    Corners corners(double x, double y, double width, double height) const
    {
        return {placed(x, y), placed(x + width, y), placed(x, y + height), placed(x + width, y + height)};
    }

    void end_path()
    {
        points_.clear();
        boxes_.clear();
        curved_ = false;
    }

    // A path of lines with four corners is a box too; what has curves or more corners is a drawing.
    void fill()
    {
        if (!curved_ && (points_.size() == 4 || points_.size() == 5)) boxes_.push_back(points_);
        for (const auto& box : boxes_) cover(box, false);
        end_path();
    }

    void cover(const Corners& corners, bool picture)
    {
        Area area{corners[0].first, corners[0].second, corners[0].first, corners[0].second};
        for (const auto& [x, y] : corners) {
            area.left = std::min(area.left, x);
            area.right = std::max(area.right, x);
            area.bottom = std::min(area.bottom, y);
            area.top = std::max(area.top, y);
        }
        if (area.right - area.left < least_width || area.top - area.bottom < least_height || state_.sheer) return;
        for (auto& piece : drawn_.texts) {
            if (piece.unseen || !area.holds(piece.x, piece.y)) continue;
            piece.unseen = true;
            ++(picture ? drawn_.look.unseen : drawn_.look.covered);
        }
        if (picture || state_.lightness < nearly_white) drawn_.grounds.push_back(area);
    }

    void graphics(const std::string& name)
    {
        if (name == "q") {
            saved_.push_back(state_);
        } else if (name == "Q" && !saved_.empty()) {
            state_ = saved_.back();
            saved_.pop_back();
        } else if (name == "cm") {
            state_.matrix.concat(matrix_of(operands_));
        } else if (name == "gs") {
            auto entry = resource("/ExtGState");
            if (!entry.isDictionary()) return;
            if (entry.hasKey("/ca")) state_.sheer = number(entry.getKey("/ca")) < 0.99;
            if (entry.hasKey("/BM") && entry.getKey("/BM").isName())
                state_.sheer = state_.sheer || (entry.getKey("/BM").getName() != "/Normal" &&
                                                entry.getKey("/BM").getName() != "/Compatible");
        } else if (name == "Do") {
            paint(resource("/XObject"));
        }
    }

    QPDFObjectHandle resource(const std::string& kind)
    {
        if (operands_.empty() || !operands_.back().isName() || !resources_.isDictionary())
            return QPDFObjectHandle::newNull();
        auto all = resources_.getKey(kind);
        return all.isDictionary() ? all.getKey(operands_.back().getName()) : QPDFObjectHandle::newNull();
    }

    void paint(QPDFObjectHandle object)
    {
        if (!object.isStream()) return;
        auto about = object.getDict();
        auto kind = about.getKey("/Subtype");
        if (!kind.isName()) return;
        if (kind.getName() == "/Image" && !about.hasKey("/SMask") && !about.hasKey("/Mask") && !about.hasKey("/ImageMask")) {
            cover(corners(0, 0, 1, 1), true);
        } else if (kind.getName() == "/Form" && depth_ < deepest) {
            auto inner = state_;
            if (about.getKey("/Matrix").isArray())
                inner.matrix.concat(matrix_of(about.getKey("/Matrix").getArrayAsVector()));
            auto resources = about.hasKey("/Resources") ? about.getKey("/Resources") : resources_;
            Reader reader(drawn_, resources, inner, depth_ + 1);
            object.parseAsContents(&reader);
        }
    }

    Drawn& drawn_;
    QPDFObjectHandle resources_;
    State state_;
    std::vector<State> saved_;
    std::vector<QPDFObjectHandle> operands_;
    Corners points_;
    std::vector<Corners> boxes_;
    QPDFMatrix text_, line_;
    int depth_;
    bool curved_ = false;
};

} // namespace

PageLook look_at_page(const QPDFObjectHandle& page)
{
    Drawn drawn;
    QPDFPageObjectHelper helper(page);
    Reader reader(drawn, helper.getAttribute("/Resources", false), {}, 0);
    helper.parseContents(&reader);
    return drawn.look;
}

} // namespace redress::bundle
