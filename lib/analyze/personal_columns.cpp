#include "analyze/personal_columns.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace redress::analyze {
namespace {

// Of the exports of Taobao, Tmall, 1688, JD, AliExpress, PayPal, OKX and of wallets; what only a shop's own table says, too.
// A city or a postcode alone is nobody's address.
constexpr std::array<std::pair<std::string_view, std::string_view>, 80> columns{{{"收货人", "name"},
                                                                                 {"收货人姓名", "name"},
                                                                                 {"收货人名称", "name"},
                                                                                 {"收件人", "name"},
                                                                                 {"收件人姓名", "name"},
                                                                                 {"收件人名称", "name"},
                                                                                 {"姓名", "name"},
                                                                                 {"真实姓名", "name"},
                                                                                 {"买家姓名", "name"},
                                                                                 {"买家会员名", "name"},
                                                                                 {"买家昵称", "name"},
                                                                                 {"买家名称", "name"},
                                                                                 {"客户姓名", "name"},
                                                                                 {"客户名称", "name"},
                                                                                 {"联系人", "name"},
                                                                                 {"联系人姓名", "name"},
                                                                                 {"对手方", "name"},
                                                                                 {"对手方姓名", "name"},
                                                                                 {"对方户名", "name"},
                                                                                 {"对方名称", "name"},
                                                                                 {"交易对方", "name"},
                                                                                 {"付款人", "name"},
                                                                                 {"付款人姓名", "name"},
                                                                                 {"持卡人", "name"},
                                                                                 {"户名", "name"},
                                                                                 {"buyername", "name"},
                                                                                 {"recipientname", "name"},
                                                                                 {"receivername", "name"},
                                                                                 {"contactname", "name"},
                                                                                 {"shippingname", "name"},
                                                                                 {"shiptoname", "name"},
                                                                                 {"billingname", "name"},
                                                                                 {"customername", "name"},
                                                                                 {"consignee", "name"},
                                                                                 {"destinatario", "name"},
                                                                                 {"联系手机", "phone"},
                                                                                 {"联系电话", "phone"},
                                                                                 {"手机", "phone"},
                                                                                 {"手机号", "phone"},
                                                                                 {"手机号码", "phone"},
                                                                                 {"电话", "phone"},
                                                                                 {"电话号码", "phone"},
                                                                                 {"收货人手机", "phone"},
                                                                                 {"收货人电话", "phone"},
                                                                                 {"收件人手机", "phone"},
                                                                                 {"收件人电话", "phone"},
                                                                                 {"买家手机", "phone"},
                                                                                 {"contactphone", "phone"},
                                                                                 {"contactphonenumber", "phone"},
                                                                                 {"phonenumber", "phone"},
                                                                                 {"buyerphone", "phone"},
                                                                                 {"recipientphone", "phone"},
                                                                                 {"收货地址", "address"},
                                                                                 {"修改后的收货地址", "address"},
                                                                                 {"地址", "address"},
                                                                                 {"详细地址", "address"},
                                                                                 {"收货人地址", "address"},
                                                                                 {"收件地址", "address"},
                                                                                 {"收件人地址", "address"},
                                                                                 {"街道地址", "address"},
                                                                                 {"shippingaddress", "address"},
                                                                                 {"deliveryaddress", "address"},
                                                                                 {"billingaddress", "address"},
                                                                                 {"streetaddress", "address"},
                                                                                 {"addressline1", "address"},
                                                                                 {"addressline2", "address"},
                                                                                 {"邮箱", "email"},
                                                                                 {"电子邮箱", "email"},
                                                                                 {"电子邮件", "email"},
                                                                                 {"买家邮箱", "email"},
                                                                                 {"emailaddress", "email"},
                                                                                 {"buyeremail", "email"},
                                                                                 {"买家支付宝账号", "account"},
                                                                                 {"支付宝账号", "account"},
                                                                                 {"对方账号", "account"},
                                                                                 {"付款账号", "account"},
                                                                                 {"银行账号", "account"},
                                                                                 {"微信号", "account"},
                                                                                 {"买家旺旺", "account"},
                                                                                 {"qq号", "account"}}};

std::string shape_of(std::string_view column)
{
    std::string out;
    for (const char c : text::lower_ascii(column))
        if (std::string_view(" \t_-./").find(c) == std::string_view::npos) out += c;
    return out;
}

} // namespace

std::string_view kind_of_column(std::string_view column)
{
    const auto shape = shape_of(column);
    const auto* const found =
        std::find_if(columns.begin(), columns.end(), [&](const auto& one) { return one.first == shape; });
    return found == columns.end() ? std::string_view() : found->second;
}

} // namespace redress::analyze
