#include "base/error.hpp"
#include "ingest/csv.hpp"
#include "ingest/xlsx.hpp"
#include "ingest/xlsx_number.hpp"
#include "ingest/xlsx_package.hpp"
#include "workbook.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace redress;
using namespace redress::ingest;
using test::Workbook;

namespace {

std::string csv_of(const Workbook& book, Diagnostics* remarks = nullptr)
{
    Diagnostics own;
    const auto sheets = xlsx::sheets_as_text(book.bytes(), "b.xlsx", remarks ? *remarks : own);
    std::string out;
    for (const auto& sheet : sheets) out += sheet.csv;
    return out;
}

std::string csv_of(const std::string& rows, Diagnostics* remarks = nullptr)
{
    return csv_of(Workbook{.sheets = {{"S", rows}}}, remarks);
}

std::string refusal(const std::string& bytes)
{
    try {
        Diagnostics remarks;
        xlsx::sheets_as_text(bytes, "b.xlsx", remarks);
    } catch (const Error& e) {
        CHECK(e.kind() == ErrorKind::input);
        CHECK(!e.hint().empty());
        return e.what();
    }
    return "";
}

bool remarked(const Diagnostics& remarks, std::string_view code)
{
    return std::any_of(remarks.begin(), remarks.end(), [&](const Diagnostic& d) { return d.code == code; });
}

} // namespace

TEST_CASE("xlsx: what a cell holds")
{
    struct Case {
        const char *cell, *csv;
    };
    const Case cases[] = {
        {R"(<c r="A1" t="inlineStr"><is><t>plain</t></is></c>)", "\"plain\"\n"},
        {R"(<c r="A1" t="inlineStr"><is><r><t>two </t></r><r><rPr><b/></rPr><t>runs</t></r></is></c>)", "\"two runs\"\n"},
        {R"(<c r="A1" t="inlineStr"><is><t>东京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh></is></c>)", "\"东京\"\n"},
        {R"(<c r="A1" t="str"><f>B1&amp;"x"</f><v>of a formula</v></c>)", "\"of a formula\"\n"},
        {R"(<c r="A1"><f>1+1</f><v>2</v></c>)", "\"2\"\n"},
        {R"(<c r="A1" t="n"><v> 12 </v></c>)", "\"12\"\n"},
        {R"(<c r="A1" t="b"><v>1</v></c><c r="B1" t="b"><v>0</v></c>)", "\"TRUE\",\"FALSE\"\n"},
        {R"(<c r="A1" t="e"><v>#N/A</v></c>)", "\"#N/A\"\n"},
        {R"(<c r="A1" t="d"><v>2024-05-01T10:00:00</v></c>)", "\"2024-05-01T10:00:00\"\n"},
        {R"(<c r="C1"><v>3</v></c>)", ",,\"3\"\n"},
        {R"(<c r="AA1"><v>27</v></c>)", ",,,,,,,,,,,,,,,,,,,,,,,,,,\"27\"\n"},
        {R"(<c><v>1</v></c><c/><c><v>3</v></c>)", "\"1\",,\"3\"\n"},
        {R"(<c r="A1" s="5"/><c r="B1"/>)", ""},
        {R"(<c r="A1" t="inlineStr"><is><t>say "no", twice</t></is></c>)", "\"say \"\"no\"\", twice\"\n"},
        {R"(<c r="A1" t="inlineStr"><is><t>产品信息&#10;（双击）</t></is></c>)", "\"产品信息\n（双击）\"\n"},
        {R"(<c r="A1" t="str"><v>a_x000D__x000A_b_x0009_c</v></c>)", "\"a\nb\tc\"\n"},
        {R"(<c r="A1" t="str"><v>x_x005F_x000D_y_x0000_ _xyz</v></c>)", "\"x_x000D_y_x0000_ _xyz\"\n"},
        {R"(<c r="A1" t="str"><v>&lt;b&gt; <![CDATA[&raw]]></v></c>)", "\"<b> &raw\"\n"},
    };
    for (const auto& c : cases) {
        CAPTURE(c.cell);
        CHECK(csv_of("<row r=\"1\">" + std::string(c.cell) + "</row>") == c.csv);
    }
}

TEST_CASE("xlsx: shared strings, and one that is not there")
{
    Workbook book{
        .sheets = {{"S", R"(<row r="1"><c r="A1" t="s"><v>1</v></c><c r="B1" t="s"><v>0</v></c></row>
        <row r="2"><c r="A2" t="s"><v>9</v></c><c r="B2"><v>1</v></c></row>)"}},
        .strings =
            R"(<si><t xml:space="preserve"> padded </t></si><si><r><t>rich</t></r><r><t xml:space="preserve"> runs</t></r>
                     <rPh sb="0" eb="1"><t>not this</t></rPh></si>)"};
    Diagnostics remarks;
    CHECK(csv_of(book, &remarks) == "\"rich runs\",\" padded \"\n,\"1\"\n");
    CHECK(remarked(remarks, "no-string"));
}

TEST_CASE("xlsx: record N of the text is row N of the sheet")
{
    Diagnostics remarks;
    const auto sheets = xlsx::sheets_as_text(
        Workbook{
            .sheets = {{"S",
                        R"(<row r="2"><c r="A2" t="str"><v>two&#10;lines</v></c></row><row r="5"><c r="B5"><v>5</v></c></row>
            <row><c><v>6</v></c></row><row r="9"><c r="A9"/></row>)"}}}
            .bytes(),
        "b.xlsx", remarks);
    REQUIRE(sheets.size() == 1);
    CHECK(sheets[0].csv == "\n\"two\nlines\"\n\n\n,\"5\"\n\"6\",\n");
    CHECK(sheets[0].lines == std::vector<std::uint64_t>{1, 2, 4, 5, 6, 7});
    CsvReader reader(std::string_view(sheets[0].csv), ',');
    std::vector<std::uint64_t> filled;
    for (CsvRow row; reader.next(row);)
        if (!row.blank()) filled.push_back(row.number);
    CHECK(filled == std::vector<std::uint64_t>{2, 5, 6});
}

TEST_CASE("xlsx: rows are as wide as the widest before, but for a stray cell far right")
{
    CHECK(csv_of(R"(<row><c r="A1"><v>1</v></c></row><row><c r="C2"><v>2</v></c></row><row><c r="A3"><v>3</v></c></row>)") ==
          "\"1\"\n,,\"2\"\n\"3\",,\n");
    const auto csv = csv_of(R"(<row><c r="XFD1"><v>1</v></c></row><row><c r="A2"><v>2</v></c></row>)");
    CHECK(csv.substr(csv.find('\n')).size() == 1 + 3 + 255 + 1);
}

TEST_CASE("xlsx: numbers as people read them")
{
    using xlsx::NumberStyle;
    struct Case {
        const char* raw;
        NumberStyle style;
        const char* text;
    };
    const NumberStyle plain, date{true, false}, clock{true, true};
    const Case cases[] = {
        {"28.160000000000004", plain, "28.16"}, // as 28.16 of binary arithmetic is written
        {"0.1", plain, "0.1"},
        {"5.0", plain, "5"},
        {"1E3", plain, "1000"},
        {"-0", plain, "0"},
        {"1E-7", plain, "0.0000001"},
        {"123456789012345", plain, "123456789012345"},
        {"12a", plain, "12a"},
        {"", plain, ""},
        {"1e400", plain, "1e400"},
        {"nan", plain, "nan"},
        {"43831", date, "2020-01-01"},
        {"43831.5", date, "2020-01-01 12:00:00"},
        {"43831", clock, "2020-01-01 00:00:00"},
        {"43831.520833333336", clock, "2020-01-01 12:30:00"},
        {"43830.999999999", clock, "2020-01-01 00:00:00"},
        {"1", date, "1900-01-01"},
        {"59", date, "1900-02-28"},
        {"60", date, "60"}, // 1900-02-29 never was
        {"61", date, "1900-03-01"},
        {"0.75", clock, "18:00:00"},
        {"-1", date, "-1"},
        {"9999999", date, "9999999"},
    };
    for (const auto& c : cases) {
        CAPTURE(c.raw);
        CHECK(xlsx::number_text(c.raw, c.style, false).text == c.text);
    }
    CHECK(xlsx::number_text("42369", date, true).text == "2020-01-01"); // 1904 is 1462 days later
}

TEST_CASE("xlsx: number formats that are dates")
{
    struct Case {
        const char* code;
        bool date, clock;
    };
    const Case cases[] = {
        {"General", false, false},
        {"0.00E+00", false, false},
        {"\\¥#,##0.00", false, false},
        {"\"USD\" 0.00", false, false},
        {"[Red][$-804]0", false, false},
        {"[h]:mm", false, false}, // a duration
        {"yyyy\\-mm\\-dd", true, false},
        {"yyyy\"年\"m\"月\"d\"日\"", true, false},
        {"[$-F800]dddd, mmmm dd, yyyy", true, false},
        {"yyyy.mm.dd hh:mm;@", true, true},
        {"0;d", false, false}, // the second section is of negative numbers
        {"\\d0", false, false},
    };
    for (const auto& c : cases) {
        CAPTURE(c.code);
        const auto style = xlsx::style_of_code(c.code);
        CHECK(style.date == c.date);
        CHECK(style.clock == c.clock);
    }
    CHECK(xlsx::style_of_id(14).date);
    CHECK(!xlsx::style_of_id(14).clock);
    CHECK(xlsx::style_of_id(22).clock);
    CHECK(!xlsx::style_of_id(2).date);
    CHECK(!xlsx::style_of_id(46).date);
    CHECK(xlsx::style_of_id(57).date);
}

TEST_CASE("xlsx: dates by the style of the cell, which cellXfs alone gives")
{
    Workbook book{
        .sheets =
            {{"S", R"(<row r="1"><c r="A1" s="1"><v>43831.5</v></c><c r="B1" s="2"><v>43831</v></c><c r="C1"><v>43831</v></c>
                     <c r="D1" s="77"><v>1</v></c></row>)"}},
        .styles = R"(<numFmts><numFmt numFmtId="164" formatCode="yyyy.mm.dd hh:mm"/></numFmts>
                     <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
                     <cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/></cellXfs>
                     <dxfs><dxf><numFmt numFmtId="164" formatCode="0"/></dxf></dxfs>)"};
    CHECK(csv_of(book) == "\"2020-01-01 12:00:00\",\"2020-01-01\",\"43831\",\"1\"\n");
    book.properties = R"(<workbookPr date1904="true"/>)";
    CHECK(csv_of(book).starts_with("\"2024-01-02 12:00:00\""));
}

TEST_CASE("xlsx: order numbers a spreadsheet rounded are never made up again")
{
    Diagnostics remarks;
    // 15 digits are kept; the sixteenth of a rounded one is 0.
    CHECK(
        csv_of(R"(<row r="1"><c r="A1"><v>801234567890123</v></c></row><row r="2"><c r="A2"><v>8012345678901230</v></c></row>
                    <row r="3"><c r="A3"><v>8.0123456789012296E+18</v></c></row>)",
               &remarks) == "\"801234567890123\"\n\"8.01234567890123E+15\"\n\"8.01234567890123E+18\"\n");
    REQUIRE(remarked(remarks, "number-rounded"));
    CHECK(remarks[0].line == 2);
    CHECK(remarks[0].file == "b.xlsx:S");
    // A program that keeps all digits shows it by another number; what it wrote with an exponent is rounded all the same.
    remarks.clear();
    CHECK(
        csv_of(
            R"(<row r="1"><c r="A1"><v>8012345678901230</v></c></row><row r="2"><c r="A2"><v>8012345678901234567</v></c></row>)",
            &remarks) == "\"8012345678901230\"\n\"8012345678901234567\"\n");
    CHECK(remarks.empty());
    CHECK(
        csv_of(R"(<row r="1"><c r="A1"><v>8.01E+18</v></c></row><row r="2"><c r="A2"><v>8012345678901234567</v></c></row>)",
               &remarks) == "\"8.01E+18\"\n\"8012345678901234567\"\n");
    CHECK(remarked(remarks, "number-rounded"));
}

TEST_CASE("xlsx: as other programs write it")
{
    const std::string row = R"(<row r="1"><c r="A1"><v>1</v></c></row>)";
    Workbook strict{.sheets = {{"S", row}}};
    strict.space = "http://purl.oclc.org/ooxml/spreadsheetml/main";
    strict.relation = "http://purl.oclc.org/ooxml/officeDocument/relationships";
    CHECK(csv_of(strict) == "\"1\"\n");
    Workbook two{.sheets = {{"One", row}, {"Leer", ""}, {"Zwei", R"(<row r="1"><c r="A1"><v>2</v></c></row>)"}}};
    CHECK(csv_of(two) == "\"1\"\n\"2\"\n");

    auto entries = Workbook{.sheets = {{"S", row}}}.entries();
    for (auto& entry : entries) { // names in another case, with '\', targets from the root
        std::replace(entry.name.begin(), entry.name.end(), '/', '\\');
        if (const auto at = entry.bytes.find("worksheets/sheet1.xml"); at != std::string::npos)
            entry.bytes.replace(at, 21, "/XL/Worksheets/Sheet1.xml");
    }
    Diagnostics remarks;
    CHECK(xlsx::sheets_as_text(archive::write_zip(entries, 0), "b.xlsx", remarks).at(0).csv == "\"1\"\n");

    auto prefixed = Workbook{.sheets = {{"S", ""}}}.entries();
    for (auto& entry : prefixed)
        if (entry.name.ends_with("sheet1.xml"))
            entry.bytes = R"(<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData>
                <x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>)";
    CHECK(xlsx::sheets_as_text(archive::write_zip(prefixed, 0), "b.xlsx", remarks).at(0).csv == "\"1\"\n");
}

TEST_CASE("xlsx: what is broken or boundless is refused")
{
    const auto with_sheet = [](const std::string& xml) {
        auto entries = Workbook{.sheets = {{"S", ""}}}.entries();
        for (auto& entry : entries)
            if (entry.name.ends_with("sheet1.xml")) entry.bytes = xml;
        return archive::write_zip(entries, 0);
    };
    const auto without = [](const std::string& name) {
        auto entries = Workbook{.sheets = {{"S", ""}}}.entries();
        std::erase_if(entries, [&](const archive::Entry& entry) { return entry.name.ends_with(name); });
        return archive::write_zip(entries, 0);
    };
    CHECK(refusal(with_sheet("<worksheet><sheetData><row r=\"1\"><c><v>1")).find("no whole XML") != std::string::npos);
    CHECK(refusal(with_sheet("<!DOCTYPE x [<!ENTITY a \"b\">]><worksheet/>")).find("document type") != std::string::npos);
    CHECK(refusal(without("sheet1.xml")).find("a sheet is missing") != std::string::npos);
    CHECK(refusal(without("/workbook.xml")).find("no list of sheets") != std::string::npos);
    CHECK(refusal(without("workbook.xml.rels")).find("does not hold") != std::string::npos);
    const auto row = [&](const char* xml) { return refusal(Workbook{.sheets = {{"S", xml}}}.bytes()); };
    CHECK(row(R"(<row r="1048577"><c><v>1</v></c></row>)").find("rows") != std::string::npos);
    CHECK(row(R"(<row r="1"><c r="XFE1"><v>1</v></c></row>)").find("columns") != std::string::npos);
    CHECK(row(R"(<row r="1"><c r="ZZZZZZZZZZZZZZZZ1"><v>1</v></c></row>)").find("columns") != std::string::npos);
    // One filled cell at the far end of each row: 1,221 times 16,384 is above the cap.
    std::string far;
    for (int i = 0; i < 1221; ++i) far += "<row><c r=\"XFD1\"><v>1</v></c></row>";
    CHECK(row(far.c_str()).find("cells") != std::string::npos);
    // One long text that many cells share.
    Workbook shared{.sheets = {{"S", "<row>"}}, .strings = "<si><t>" + std::string(1 << 20, 'x') + "</t></si>"};
    for (int i = 0; i < 257; ++i) shared.sheets[0].second += "<c t=\"s\"><v>0</v></c>";
    shared.sheets[0].second += "</row>";
    CHECK(refusal(shared.bytes()).find("bytes") != std::string::npos);
    auto binary = Workbook{.sheets = {{"S", ""}}}.entries();
    for (auto& entry : binary) {
        if (entry.name == "_rels/.rels") entry.bytes.replace(entry.bytes.find("workbook.xml"), 12, "workbook.bin");
        if (entry.name == "xl/workbook.xml") entry.name = "xl/workbook.bin";
    }
    CHECK(refusal(archive::write_zip(binary, 0)).find(".xlsb") != std::string::npos);
    Diagnostics remarks;
    CHECK(csv_of(R"(<row r="1"><c r="A1"><f>NOW()</f></c></row>)", &remarks).empty());
    CHECK(remarked(remarks, "no-value"));
    std::string lines = "<row r=\"1\"><c t=\"str\"><v>";
    for (int i = 0; i < 600; ++i) lines += "l\n";
    remarks.clear();
    const auto csv = csv_of(lines + "</v></c></row>", &remarks);
    CHECK(std::count(csv.begin(), csv.end(), '\n') == 1);
    CHECK(remarked(remarks, "long-cell"));
}
