"""Workbooks as two programs write them: make.py OUT zh|en. No sample of the real export is public; the rows follow what programs
that merge such files expect of them. The same bytes every time."""
import sys
import zipfile
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"

ZH_HEAD = ["订单号", "订单状态", "负责人(业务员)", "买家名称", "买家邮箱", "下单时间", "付款时间", "产品总金额", "物流费用",
           "订单金额", "满立减", "产品信息\n（双击单元格展开所有产品信息！）", "订单备注", "收货地址", "收货人名称", "收货国家",
           "州/省", "城市", "地址", "邮编", "联系电话", "手机", "买家选择物流", "发货期限", "实际发货物流:运单号", "发货时间",
           "确认收货时间"]
ZH = [
    ["60000000000011", "已完成", "Li Wei", "Ana Example", "", "2014.05.06 12:30", "2014.05.06 12:31", "$ 25.98", "$ 4.02",
     "$ 28.00", "$ 2.00",
     "【1】 Silicone Case (new), black\n(产品属性: Color:Black)\n(商家编码:CASE-01)\n(产品数量:2 piece)\n(产品单价：$9.99)\n"
     "【2】 Cable 1 m\n（产品属性：Length:1 m）\n（商家编码：CB-1M）\n（产品数量：1 lot）\n（产品单价：$ 6.00）",
     "gift, please wrap", "1 Sample Street, Springfield, IL, 62701, United States", "Ana Example", "United States", "IL",
     "Springfield", "1 Sample Street", "62701", "1-555-0100", "", "EMS", "2014.05.13 12:31",
     "EMS:EE123456789CN\nChina Post Air:RB987654321CN", "2014.05.07 23:05", "2014.06.01 08:00"],
    ["60000000000012", "等待买家付款", "Li Wei", "Bo Example", "", "2014.11.02 01:30", "", "USD 12.34", "USD 0.00", "USD 12.34", "",
     "【1】 Lamp", "", "", "Bo Example", "Spain", "Madrid", "Madrid", "Calle Ejemplo 5", "28001", "", "34 555 0101", "", "", "", "", ""],
    None,  # a row that is not there
    ["", "已完成", "", "Nobody"],
]
EN_HEAD = ["Order ID", "Order Status", "Owner", "Buyer Name", "Order Date", "Payment Date", "Product Price", "Shipping Cost",
           "Order Amount", "Discount", "Product Information", "Order Note", "Contact Name", "Country", "Province/State", "City",
           "Address", "Zip", "Tel", "Mobile", "Buyer Shipping Method", "Shipping Deadline", "Actual Shipping:Tracking No",
           "Ship Time", "Confirm Time"]
# Dates are serials here, order numbers numbers: 16 digits, of which a spreadsheet keeps 15.
EN = [
    [8012345678901230, "Finish", "", "Cy Example", 45413.5208333333, 45413.525, "US $10.00", "US $0.00", "US $10.00", "",
     "[no number] Mug (Product quantity: 3 pieces)(Unit Price: US $3.33)", "", "Cy Example", "Brazil", "SP", "São Paulo", "Rua Exemplo 9",
     "01000-000", "", "55 555 0102", "AliExpress Standard Shipping", "", "AliExpress Standard Shipping: LP00123456789012", 45414.25, ""],
    [801234567890123, "Finish", "", "Dee Example", 45413.5208333333, 45413.525, 10.1, 0, 12.30000000000000071, "",
     "【1】Mug\r\n(Product Attributes: Color:Red (dark))\r\n(Seller SKU: M-1)\r\n(Quantity: 3 pieces)\r\n(Unit price: US $3.33)", "",
     "Dee Example", "Brazil", "SP", "São Paulo", "Rua Exemplo 9", "01000-000", "", "55 555 0102", "AliExpress Standard Shipping", "",
     "AliExpress Standard Shipping: LP00123456789012", 45414.25, ""],
]


def letters(column):
    return (chr(64 + column // 26) if column >= 26 else "") + chr(65 + column % 26)


def relationships(*rows):
    return f'<Relationships xmlns="{PACKAGE}">' + "".join(
        f'<Relationship Id="{i}" Type="{REL}/{kind}" Target="{target}"/>' for i, kind, target in rows) + "</Relationships>"


def write(path, parts):
    with zipfile.ZipFile(path, "w") as z:
        for name, text in parts.items():
            z.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), '<?xml version="1.0" encoding="UTF-8"?>\n' + text)


def shared(text, strings):
    """A header in two runs, as a spreadsheet leaves it after formatting."""
    if "\n" in text and text.startswith("产品信息"):
        head, rest = text.split("\n", 1)
        item = f'<si><r><t>{head}</t></r><r><rPr><b/></rPr><t xml:space="preserve">\n{rest}</t></r></si>'
    else:
        item = f'<si><t xml:space="preserve">{escape(text)}</t></si>'
    if item not in strings:
        strings.append(item)
    return strings.index(item)


def book(path, name, head, rows, extra_sheet):
    strings, xml = [], []
    for number, row in enumerate([head] + rows, 1):
        if row is None:
            continue
        cells = []
        for column, value in enumerate(row):
            at = f"{letters(column)}{number}"
            if isinstance(value, str) and value:
                cells.append(f'<c r="{at}" t="s"><v>{shared(value.replace(chr(13), "_x000D_"), strings)}</v></c>')
            elif value != "":
                style = ' s="1"' if isinstance(value, float) and value > 40000 else ""
                cells.append(f'<c r="{at}"{style}><v>{value!r}</v></c>')
        xml.append(f'<row r="{number}">{"".join(cells)}</row>')
    write(path, {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": relationships(("a", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{REL}"><workbookPr/><sheets><sheet name="{name}" sheetId="1" r:id="b"/>'
                           f'<sheet name="{extra_sheet}" sheetId="2" r:id="c"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relationships(("b", "worksheet", "worksheets/sheet1.xml"), ("c", "worksheet", "worksheets/sheet2.xml"),
                                                    ("d", "sharedStrings", "sharedStrings.xml"), ("e", "styles", "styles.xml")),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{"".join(xml)}</sheetData></worksheet>',
        "xl/worksheets/sheet2.xml": f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{"".join(strings)}</sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="166" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/>'
                         '</numFmts><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="166" applyNumberFormat="1"/></cellXfs></styleSheet>',
    })


if sys.argv[2] == "zh":
    book(sys.argv[1], "订单", ZH_HEAD, ZH, "Sheet2")
else:
    book(sys.argv[1], "Orders", EN_HEAD, EN, "Sheet2")
