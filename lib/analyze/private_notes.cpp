#include "analyze/private_notes.hpp"

namespace redress::analyze {

bool is_private(const model::Record& record)
{
    return std::holds_alternative<model::Message>(record.body) && record.extra["private"].boolean().value_or(false);
}

std::size_t leave_out_private(Material& material)
{
    return std::erase_if(material.records, is_private);
}

} // namespace redress::analyze
