// Numbers of a workbook as a person reads them: dates by their style, amounts without the noise of binary fractions.
#pragma once

#include <string>
#include <string_view>

namespace redress::ingest::xlsx {

struct NumberStyle {
    bool date = false, clock = false; // clock: shows a time of day
};
// Of a format code ("yyyy\-mm\-dd hh:mm", "[$-804]General"), or of one of the numbers that stand for a built-in one
// (ECMA-376 part 1, 18.8.30).
NumberStyle style_of_code(std::string_view code);
NumberStyle style_of_id(int id);

struct NumberText {
    std::string text;
    // More than the 15 digits a spreadsheet keeps: text is then as it would be shown, 8.01234567890123E+15; digits is what
    // the file has, which is right only if another kind of program wrote it.
    bool rounded = false;
    std::string digits;
    bool exact_long = false; // more than 15 digits, the last ones no zeros: no spreadsheet rounded it
};
// raw is the value as the file writes it; what is no number stays as it is. since_1904: days count from 1904-01-01.
NumberText number_text(std::string_view raw, NumberStyle style, bool since_1904);

} // namespace redress::ingest::xlsx
