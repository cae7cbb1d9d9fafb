#include "ingest/column_map.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "base/toml.hpp"
#include "ingest/chat_table_words.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

namespace redress::ingest {
namespace {

struct Synonyms {
    std::string_view field, types, names; // types: o(rder), e(vent), r(eview); names between |
};

// Headers of Shopify, WooCommerce exporters, Taobao, AliExpress, Stripe, delivery logs and review exports. An earlier name
// of a list wins over a later one.
constexpr std::string_view order_names = "Order Number|Order No|Order No.|Order ID|Order "
                                         "#|Order|order_sn|order_number|订单编号|订单号|订单ID|商户订单号|Número de pedido|"
                                         "Pedido|ID de pedido|N.º de pedido";
constexpr Synonyms synonyms[] = {
    {"number", "o", order_names},
    {"order", "er", order_names},
    {"transaction", "o",
     "交易订单号|交易单号|交易号|Transaction ID|PaymentIntent ID|trade_no|支付宝交易号|ID de transacción"},
    {"merchant_order", "o", "商家订单号|商户单号|Merchant Order|Merchant Order No"},
    {"invoice", "o", "Invoice Number|Invoice ID|Invoice|发票号|Número de factura"},
    {"title", "o",
     "宝贝标题|标题|商品标题|商品说明|商品名称|商品|Product "
     "Name|Product|Description|Title|产品信息（双击单元格展开所有产品信息！）|产品信息|Product Information|Título|Producto"},
    {"item", "o", "Lineitem name|Item Name|line_item_1|Artículo"},
    {"quantity", "o", "Lineitem quantity|Quantity|Item Quantity|buy_amount|宝贝总数量|购买数量|数量|Cantidad"},
    {"price", "o", "Lineitem price|Item Cost|Unit price|goods_price|单价|价格|Precio"},
    {"sku", "o", "Lineitem sku|SKU|商家编码|外部系统编号"},
    {"amount", "o",
     "Total|Order Total Amount|Order Total|order_total|Total Price|Grand "
     "Total|Amount|actual_price|买家实际支付金额|买家应付货款|"
     "订单金额|Order Amount|总金额|总额|总价|金额|金额(元)|金额（元）|Importe|Importe total|Fiat amount"},
    {"amount", "e", "Amount|Total|金额|Importe"},
    {"currency", "oe", "Currency|order_currency|Fiat Type|Fiat|法币|币种|货币|Moneda|Divisa"},
    {"status", "o", "Financial Status|Order Status|order_status|Status|State|订单状态|交易状态|当前状态|状态|Estado"},
    {"buyer", "o",
     "Billing Name|Shipping Name|Buyer Name|Customer|Customer "
     "Name|Buyer|买家会员名|买家名称|买家昵称|收货人姓名|收货人|买家|客户|"
     "交易对方|对手方|交易对象|Counterparty|Couterparty|Nickname|Comprador|Cliente|Nombre"},
    {"email", "o",
     "Email|E-mail|Customer Email|Buyer Email|billing_email|买家邮箱|邮箱|联系方式|contact|Correo electrónico|Correo"},
    {"phone", "o", "Phone|Billing Phone|Shipping Phone|billing_phone|联系手机|手机|联系电话|电话|Teléfono"},
    {"address", "o", "Shipping Address|Shipping Street|Shipping Address1|billing_address_1|收货地址|地址|Address|Dirección"},
    {"account", "o", "买家支付宝账号|对方账号|Buyer Account|Account"},
    {"ip", "oe", "IP|IP Address|buy_ip|create_ip|Client IP|买家IP|Dirección IP"},
    {"placed", "o",
     "Created at|Created (UTC)|Created|Created Time|created_at|Order "
     "Date|order_date|Date|Placed|Time|订单创建时间|交易创建时间|下单时间|创建时间|"
     "交易时间|时间|日期|Fecha del pedido|Fecha"},
    {"paid", "o", "Paid at|Paid|Payment Date|pay_time|订单付款时间|付款时间|支付时间|Fecha de pago"},
    {"updated", "o", "Updated at|updated_at|最近修改时间|Last modified|Actualizado"},
    {"shipped", "o", "Fulfilled at|Shipped at|Ship Time|Shipped|发货时间|Fecha de envío"},
    {"delivered", "o", "Delivered at|Delivered|Confirm Time|确认收货时间|签收时间|Fecha de entrega"},
    {"released", "o", "Released at|放行时间|放币时间"},
    {"cancelled", "o", "Cancelled at|Canceled at|取消时间"},
    {"refunded", "o", "Refunded at|退款时间"},
    {"tracking", "oe", "Tracking Number|Tracking No|Tracking|物流单号|运单号|快递单号|Número de seguimiento"},
    {"carrier", "oe", "Carrier|Shipping Carrier|物流公司|快递公司|Transportista"},
    {"key", "oe", "卡密|卡号密码|激活码|兑换码|发货内容|Card key|License key|Key|Code|CDK|Clave|secret"},
    {"kind", "e", "Event|Event Type|Action|Kind|事件|事件类型|操作|动作|Evento|Acción"},
    {"at", "e", "Time|Timestamp|Date|At|Datetime|Occurred at|Created at|created_at|时间|发生时间|发货时间|日期|Fecha|Hora"},
    {"actor", "e", "Actor|User|Operator|操作人|操作员|Usuario"},
    {"channel", "e", "Channel|Via|渠道|方式|Canal"},
    {"address", "e", "Email|To|Recipient|Address|联系方式|邮箱|Destinatario"},
    {"supplier", "e", "Supplier|供应商|货源|Proveedor"},
    {"batch", "e", "Batch|批次|Lote"},
    {"ref", "e", "Ref|Reference|参考号|Referencia"},
    {"result", "e", "Result|Status|结果|状态|Resultado|Estado"},
    {"rating", "r",
     "Rating|Stars|Star Rating|star_rating|Review "
     "Rating|Score|Overall|评分|星级|评价星级|评价类型|评价结果|好中差评|评价|Calificación|"
     "Calificacion|Puntuación|Puntuacion|Valoración|Valoracion|Tipo de valoración|Estrellas"},
    {"scale", "r", "Scale|Max rating|满分"},
    {"text", "r",
     "reviewText|reviewBody|review_body|Review "
     "Text|Review|Comment|Content|Body|Text|Feedback|评价内容|评论内容|评价详情|买家评价|初评内容|初评|首次评价|评论|内容|"
     "Texto de la "
     "reseña|Reseña|Resena|Comentario|Comentarios|Opinión|Opinion|Contenido|Texto|评价|Valoración|Valoracion"},
    {"later", "r", "追评|追评内容|追加评论|追加评价|追加内容|Follow-up|Additional feedback|Comentario adicional"},
    {"title", "r", "Summary|Review Title|Title|标题|Título"},
    {"author", "r",
     "Author|reviewerName|Reviewer|Nick|Nickname|Customer|Customer "
     "Name|Buyer|Name|买家昵称|买家会员名|评价人|买家|用户|Autor|Nombre|"
     "Comprador|Cliente|Usuario"},
    {"reply", "r",
     "Reply|Seller Reply|seller_reply|Response|商家回复|卖家回复|解释|卖家解释|商家解释|评价解释|解释内容|回复内容|回复|"
     "Respuesta|Respuesta del vendedor"},
    {"product", "r",
     "Product|Product Name|ASIN|item_id|SKU|商品|宝贝|宝贝标题|宝贝名称|商品名称|商品标题|Producto|"
     "Artículo|Articulo"},
    {"number", "r", "Review ID|review_id|评价编号|评价ID|ID de la reseña|ID"},
    {"at", "r",
     "Date|Time|reviewDate|reviewTime|Review Date|Created "
     "at|created_at|Timestamp|unixReviewTime|评价时间|评论时间|初评时间|时间|日期|Fecha de la "
     "reseña|Fecha de la valoración|Fecha"},
    {"replied", "r", "Replied at|Reply Date|回复时间|解释时间|Fecha de respuesta|Fecha de la respuesta"},
    {"changed", "r", "Changed at|Updated at|修改时间"},
};

struct Dialect {
    std::string_view platform, all; // every one of these names must be there
    std::string_view field, name;   // a column that means this only here
    std::string_view zone;
};
constexpr Dialect dialects[] = {
    {"shopify", "Name|Lineitem name", "number", "Name", ""}, {"shopify", "Name|Financial Status", "number", "Name", ""},
    {"taobao", "订单编号|买家会员名", "", "", ""},           {"stripe", "id|Seller Message|Amount", "number", "id", "UTC"},
    {"card-key", "order_sn|goods_id", "key", "info", ""},
};

struct Keyed {
    std::string field, types;
    std::vector<std::string> keys;
};

// Sniffing asks for every name in every row of a head: the keys are made once.
const std::vector<Keyed>& keyed()
{
    static const auto table = [] {
        std::vector<Keyed> out;
        for (const auto& row : synonyms) {
            out.push_back({std::string(row.field), std::string(row.types), {}});
            for (const auto name : text::split(row.names, '|')) out.back().keys.push_back(text::header_key(name));
        }
        return out;
    }();
    return table;
}

std::map<std::string, std::size_t> match(const Columns& columns, char type)
{
    std::map<std::string, std::size_t> out;
    for (const auto& row : keyed()) {
        if (row.types.find(type) == std::string::npos || out.count(row.field)) continue;
        for (const auto& key : row.keys)
            if (const auto column = columns.find_key(key)) {
                out.emplace(row.field, *column);
                break;
            }
    }
    return out;
}

const Dialect* dialect_of(const Columns& columns)
{
    static const auto needs = [] {
        std::vector<std::vector<std::string>> out;
        for (const auto& dialect : dialects) {
            out.emplace_back();
            for (const auto name : text::split(dialect.all, '|')) out.back().push_back(text::header_key(name));
        }
        return out;
    }();
    for (std::size_t i = 0; i < std::size(dialects); ++i)
        if (std::all_of(needs[i].begin(), needs[i].end(),
                        [&](const std::string& key) { return columns.find_key(key).has_value(); }))
            return &dialects[i];
    return nullptr;
}

bool any(const std::map<std::string, std::size_t>& fields, std::initializer_list<const char*> names)
{
    return std::any_of(names.begin(), names.end(), [&](const char* name) { return fields.count(name) > 0; });
}

// A header that is data, so that no buyer's name is printed as one.
bool looks_like_data(const std::string& name)
{
    return name.find('@') != std::string::npos || name.size() > 60 ||
           std::count_if(name.begin(), name.end(), [](char c) { return c >= '0' && c <= '9'; }) > 5;
}

bool is_field(const std::string& type, std::string_view field)
{
    if (type == "message") return chat_table::is_field(field);
    return std::any_of(std::begin(synonyms), std::end(synonyms), [&](const Synonyms& row) {
        return row.field == field && row.types.find(type[0]) != std::string_view::npos;
    });
}

} // namespace

ColumnMap parse_column_map(std::string_view toml, const std::string& name)
{
    const auto json = toml::parse(toml, name);
    const auto fail = [&](const Said& what) {
        return Error(ErrorKind::input, said("'{}': {}", name, what),
                     said("see redress-records(5) for the fields of each type"));
    };
    ColumnMap map;
    map.type = json["type"].string_or("");
    if (map.type != "order" && map.type != "event" && map.type != "review" && map.type != "message")
        throw fail(said("type must be \"order\", \"event\", \"review\" or \"message\""));
    map.platform = json["platform"].string_or("");
    map.zone = json["timezone"].string_or("");
    if (!map.zone.empty() && !time::Zone::find(map.zone)) throw fail(said("no timezone '{}'", map.zone));
    map.currency = json["currency"].string_or("");
    map.date_order = text::lower_ascii(json["date_order"].string_or(""));
    map.scale = json["scale"].number();
    for (const auto& [field, value] : json["columns"].members()) {
        if (!is_field(map.type, field)) throw fail(said("a {} has no field '{}'", map.type, field));
        auto& names = map.columns[field];
        if (const auto one = value.string()) names.push_back(*one);
        for (const auto& item : value.items()) names.push_back(item.string_or(""));
    }
    if (map.columns.empty()) throw fail(said("no [columns]"));
    for (const auto& [value, kind] : json["kinds"].members()) map.kinds[text::header_key(value)] = kind.string_or("");
    return map;
}

Layout layout_by_names(const Columns& columns)
{
    if (auto chat = chat_table::recognise(columns)) return *chat;
    Layout out;
    const auto* dialect = dialect_of(columns);
    auto orders = match(columns, 'o');
    const auto events = match(columns, 'e'), reviews = match(columns, 'r');
    if (dialect) {
        out.platform = dialect->platform;
        out.zone = dialect->zone;
        if (const auto column = columns.find(dialect->name)) orders[std::string(dialect->field)] = *column;
    }
    const bool money = any(orders, {"amount"}) && any(orders, {"status", "placed", "paid"});
    // Reviews name the order and the buyer as the shop's orders do.
    const bool rated = any(reviews, {"rating"}) && any(reviews, {"text"}) && !any(orders, {"amount", "status", "paid"});
    if (dialect && orders.count("number") && !rated) {
        out.type = "order";
        out.at = orders;
    } else if (any(reviews, {"rating"}) && !money && any(reviews, {"text", "author", "order", "at", "product"})) {
        out.type = "review";
        out.at = reviews;
    } else if (any(events, {"at"}) && (any(events, {"kind"}) || (any(events, {"key"}) && !money))) {
        out.type = "event";
        out.at = events;
    } else if (any(orders, {"number", "transaction"}) &&
               any(orders, {"amount", "status", "placed", "paid", "title", "item"})) {
        out.type = "order";
        out.at = orders;
    } else if (any(reviews, {"text"}) && any(reviews, {"author", "at", "order", "product"})) {
        out.type = "review";
        out.at = reviews;
    }
    return out;
}

Layout layout_by_map(const Columns& columns, const ColumnMap& map)
{
    Layout out;
    out.type = map.type;
    out.platform = map.platform;
    for (const auto& [field, names] : map.columns) {
        for (const auto& name : names)
            if (const auto column = columns.find(name); column && !out.has(field)) out.at.emplace(field, *column);
        if (!out.has(field))
            throw Error(ErrorKind::input,
                        said("no column '{}' for '{}'; the columns are: {}", names.empty() ? "" : names[0], field,
                             header_list(columns)),
                        said("correct the name in the map"));
    }
    return out;
}

std::size_t known_names(const Columns& columns, const ColumnMap* map)
{
    std::set<std::size_t> found;
    if (map) {
        for (const auto& [field, names] : map->columns)
            for (const auto& name : names)
                if (const auto column = columns.find(name)) found.insert(*column);
        return found.size();
    }
    if (chat_table::recognise(columns)) found = chat_table::known(columns);
    for (const char type : {'o', 'e', 'r'})
        for (const auto& [field, column] : match(columns, type)) found.insert(column);
    return found.size();
}

std::string header_list(const Columns& columns)
{
    std::vector<std::string> names;
    for (std::size_t i = 0; i < columns.used(); ++i)
        names.push_back(looks_like_data(columns.names()[i]) ? fmt::format("(column {})", i + 1) : columns.names()[i]);
    return fmt::format("{}", fmt::join(names, ", "));
}

std::string starter_map(const Columns& columns)
{
    std::string out =
        "type = \"order\"            # or event, review, message\nplatform = \"\"\ntimezone = \"\"           # for "
        "instance Asia/Shanghai\n[columns]\n";
    constexpr std::string_view fields[] = {"number", "placed", "amount", "status", "buyer", "email", "title"};
    for (std::size_t i = 0; i < columns.used(); ++i) {
        const auto& name = columns.names()[i];
        if (name.empty() || looks_like_data(name)) continue;
        const auto field = i < std::size(fields) ? fields[i] : std::string_view("field");
        std::string quoted;
        json::append_escaped(quoted, name);
        out += fmt::format("{}{} = {}\n", i < std::size(fields) ? "" : "# ", field, quoted);
    }
    return out;
}

std::string event_kind(std::string_view value, const std::map<std::string, std::string>& kinds)
{
    const auto key = text::header_key(value);
    if (const auto it = kinds.find(key); it != kinds.end()) return it->second;
    constexpr std::pair<std::string_view, std::string_view> words[] = {
        {"下单", "placed"},      {"付款", "paid"},          {"支付", "paid"},          {"发货", "shipped"},
        {"签收", "delivered"},   {"送达", "delivered"},     {"确认收货", "delivered"}, {"发卡", "code_sent"},
        {"查看", "code_viewed"}, {"激活", "code_used"},     {"核销", "code_used"},     {"兑换", "code_used"},
        {"使用", "code_used"},   {"退款", "refunded"},      {"放行", "released"},      {"codesent", "code_sent"},
        {"sent", "code_sent"},   {"viewed", "code_viewed"}, {"redeemed", "code_used"}, {"used", "code_used"},
        {"refund", "refunded"},  {"payment", "paid"},       {"ordered", "placed"},     {"created", "placed"}};
    for (const auto& [word, kind] : words)
        if (key == word || (static_cast<unsigned char>(word[0]) >= 0x80 && key.find(word) != std::string::npos))
            return std::string(kind);
    std::string out; // "Code sent" is code_sent
    for (const char c : text::lower_ascii(text::trim(value))) out += c == ' ' || c == '-' ? '_' : c;
    return out;
}

} // namespace redress::ingest
