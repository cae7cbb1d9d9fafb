// Names shown as another: two exports call one conversation, or one person, differently. Ids keep the name as written, so an
// alias changes nothing but what is shown and counted together.
#pragma once

#include "store/store.hpp"

#include <map>
#include <string>
#include <vector>

namespace redress::store {

struct Alias {
    std::string shop, kind, name, shown; // kind: thread, sender
};

// From now on name is shown as `shown`, and so is what was shown as name. Throws Error{usage} if nothing has that name.
void put_alias(Store& store, const Alias& alias);
// False if there was none.
bool drop_alias(Store& store, const Alias& alias);
std::vector<Alias> list_aliases(Store& store);
// Messages of one conversation that stand in the other too, by time, sender and words.
std::size_t said_in_both(Store& store, const Alias& threads);

// Look-ups for who reads records.
class Aliases {
public:
    explicit Aliases(Store& store);
    // The name as shown; the same one if it has no alias.
    const std::string& shown(const std::string& shop, const char* kind, const std::string& name) const;

private:
    std::map<std::string, std::string> names_; // by shop, kind and name
};

} // namespace redress::store
