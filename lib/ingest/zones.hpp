// Joins the local times of a file's records with the zone that applies: the data's own, --tz, the shop's, or a guess.
#pragma once

#include "ingest/driver.hpp"

#include <map>
#include <optional>
#include <string>

namespace redress::ingest {

class ZoneResolver {
public:
    ZoneResolver(const Context& context, Receipt& receipt);
    // local: the message's time already parsed by its reader, to spare parsing it again.
    void resolve(model::Record& record, const std::optional<LocalTime>& local);
    void finish(); // reports hours that came twice or never

private:
    void resolve(model::Stamp& stamp, const std::optional<LocalTime>& local);
    const time::Zone* find(const std::string& name);

    Receipt& receipt_;
    std::string default_zone_;
    model::ZoneFrom default_from_;
    bool counting_; // nobody reads the local time
    std::map<std::string, std::optional<time::Zone>, std::less<>> zones_;
    const time::Zone* default_ = nullptr;
    std::size_t ambiguous_ = 0, gaps_ = 0;
};

} // namespace redress::ingest
