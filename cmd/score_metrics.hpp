// Figures of platforms in `score`: typed with --metric or kept from earlier, each against its profile.
#pragma once

#include "model/record.hpp"
#include "render/document.hpp"
#include "session.hpp"

#include <string>
#include <vector>

namespace redress {

// --metric, read strictly against the profiles; Throws Error{usage}. The time is now.
std::vector<model::Record> typed_metrics(const std::vector<std::string>& lines, Session& session);
// Into the store, each with the line it was typed in as its source.
void keep_metrics(const std::vector<model::Record>& records, Session& session);

// The latest of each platform's figures.
class MetricBoard {
public:
    void add(const model::Record& record);
    bool empty() const { return latest_.empty(); }
    void show(render::Document& document, const Session& session) const; // a table, and `metrics` in its data

private:
    std::vector<model::Record> latest_;
};

} // namespace redress
