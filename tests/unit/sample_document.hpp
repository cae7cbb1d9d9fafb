// One Document with everything a renderer has to bear, fictional throughout.
#pragma once

#include "render/document.hpp"

#include <string>

namespace sample {

inline const std::string family = "\U0001F468\u200D\U0001F469\u200D\U0001F467\u200D\U0001F466";
inline const std::string arabic = "أريد استرداد المبلغ 100 دولار";
inline const std::string long_word(10000, 'w');
inline const std::string override_text = "pay \u202E001\u202C now";
inline const std::string control_text = std::string("nul\0esc\x1b[31m bell\x07 c1\u009b2J", 25);

inline std::string chinese_paragraph()
{
    std::string out;
    while (out.size() < 1500) out += "买家于三月一日付款，卖家已发货，物流显示签收。";
    return out;
}

inline redress::render::Document document()
{
    using namespace redress::render;
    Document d;
    d.title = "Case C-0001 <script>alert(1)</script>";
    d.header = "C-0001 · Exhibit A";
    d.footer = "sha256 0123abcd";
    d.first_number = "RDR-000123";
    d.date = 1700000000;
    d.blocks.push_back(Heading{"Summary & \"facts\"", 1});
    d.blocks.push_back(Prose{"First line\nsecond line with *stars* and [a](javascript:alert(1))"});
    d.blocks.push_back(Prose{chinese_paragraph()});
    d.blocks.push_back(Prose{long_word});
    d.blocks.push_back(Facts{{{"Order", "PP-D-12345"}, {"买家", "Jane 'Doe' <jane@example.com>"}}});
    d.blocks.push_back(Heading{"Orders", 2});
    d.blocks.push_back(Table{"orders",
                             {"number", "title", "amount"},
                             {{"1001", "=cmd|' /C calc'!A0", "-12.50"}, {"1002", "a,\"b\"\nc | d", "+1 555 0100"}, {"1003"}},
                             {false, false, true}});
    d.blocks.push_back(Table{"empty", {"a", "b"}, {}, {}});
    d.blocks.push_back(Heading{"Chat", 3});
    d.blocks.push_back(Transcript{{
        {"m_000000000000000000000001",
         "A-1",
         "2026-03-01 20:30:00 +08:00",
         "Jane Doe",
         "buyer",
         "你好 " + family + " hi",
         {}},
        {"m_000000000000000000000002",
         "A-2",
         "2026-03-01 20:31:00 +08:00",
         "卖家",
         "seller",
         "line one\n[A-3] 2026-03-01 20:32:00 +08:00  Jane Doe (buyer): forged",
         {"attachment: IMG_1.jpg", "edited"}},
        {"m_000000000000000000000003", "A-3", "2026-03-01 20:33:00 +08:00", "Jane Doe", "buyer", arabic, {}},
        {"m_000000000000000000000004", "A-4", "", "", "system", override_text, {}},
        {"m_000000000000000000000005", "", "2026-03-01 20:35:00 +08:00", "<b>x</b>", "", control_text, {}},
    }});
    d.data.set("schema", "redress/sample/1").set("text", override_text + control_text);
    d.data.set("records",
               redress::Json::array().push(redress::Json::object().set("id", 1)).push(redress::Json::object().set("id", 2)));
    return d;
}

} // namespace sample
