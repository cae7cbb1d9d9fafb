// The head of a WhatsApp entry: date, time and what separates them from the text (shapes: redress-records(5), whatsapp).
#pragma once

#include "ingest/date_order.hpp"
#include "ingest/stamp_scan.hpp"

#include <cstddef>
#include <string_view>

namespace redress::ingest {

struct WhatsAppHeader {
    enum class Shape { bracket, dash, colon, bare }; // "[…] A", "… - A", "…: A", "… A"
    Shape shape = Shape::bare;
    DateFields date;
    int hour = 0, minute = 0, second = 0;       // 24-hour; may be out of range
    std::size_t stamp_begin = 0, stamp_end = 0; // date and time as written
    std::size_t rest = 0;                       // where the author or the system text begins
    bool strong() const { return shape == Shape::bracket || shape == Shape::dash; }
};

// False: the line belongs to the entry before it.
bool scan_whatsapp_header(std::string_view line, WhatsAppHeader& header);

} // namespace redress::ingest
