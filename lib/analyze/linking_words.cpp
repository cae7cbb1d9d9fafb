#include "analyze/linking.hpp"
#include "base/said_again.hpp"

namespace redress::analyze {

Said reason_words(const std::string& by)
{
    return said_again(
        by, {form("from the buyer"), form("to the buyer"), form("mentions {}"), form("conversation with the buyer"),
             form("conversation about the order"), form("attached to a linked message"), form("its name mentions {}"),
             form("review of order {}"), form("{} of order {}"), form("order {}"), form("shares {} {}"),
             form("{} shares a reference with the order"), form("linked by hand"), form("typed transcript of {}"),
             form("shown by statement {}"), form("named on the command line")});
}

} // namespace redress::analyze
