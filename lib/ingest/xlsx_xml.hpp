// XML of an Office package, element by element (libxml2's reader). Names are local ones: strict and transitional
// workbooks differ in their namespaces only.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace redress::ingest::xlsx {

class Xml {
public:
    // part is for messages. Throws Error{input} for a DOCTYPE, which no office program writes, and for broken XML.
    Xml(const std::string& bytes, std::string part);
    ~Xml();

    enum class Node { none, start, end, text };
    Node next();                                    // none: the end. An empty element comes as a start and an end.
    std::string_view name() const { return name_; } // of a start or an end
    std::string_view text() const { return text_; } // of a text
    std::string attribute(const char* name) const;  // of a start, without a prefix; empty if there is none
    std::string related(const char* name) const;    // of a start, with a prefix (r:id)

private:
    struct State;
    std::unique_ptr<State> state_;
    std::string part_, name_, text_;
    bool pending_end_ = false;
};

} // namespace redress::ingest::xlsx
