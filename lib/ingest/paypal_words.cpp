#include "ingest/paypal_words.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <vector>

namespace redress::ingest::paypal {
namespace {

struct Names {
    Field field;
    std::string_view en, de, es, fr, it, pt, zh, ja; // | between synonyms
};

// en, de and es as the files have them; fr it pt zh ja as PayPal's pages in those languages name the columns.
constexpr Names names[] = {
    {Field::date, "Date", "Datum", "Fecha", "Date", "Data", "Data", "日期", "日付"},
    {Field::time, "Time", "Uhrzeit", "Hora", "Heure", "Orario|Ora", "Hora|Horário", "时间", "時間"},
    {Field::zone, "Time Zone", "Zeitzone", "Zona horaria|Huso horario", "Fuseau horaire", "Fuso orario", "Fuso horário",
     "时区", "タイムゾーン"},
    {Field::name, "Name", "Name", "Nombre", "Nom", "Nome", "Nome", "名称|姓名", "名前"},
    {Field::type, "Type|Description", "Typ|Beschreibung", "Tipo|Descripción", "Type|Description", "Tipo|Descrizione",
     "Tipo|Descrição", "类型|说明", "タイプ|説明"},
    {Field::status, "Status", "Status", "Estado", "État|Statut", "Stato", "Status", "状态", "ステータス"},
    {Field::currency, "Currency", "Währung", "Divisa|Moneda", "Devise", "Valuta", "Moeda", "币种|货币", "通貨"},
    {Field::gross, "Gross|Amount", "Brutto|Betrag", "Bruto|Importe", "Avant commission|Brut", "Lordo", "Bruto|Valor", "总额",
     "合計|総額"},
    {Field::fee, "Fee", "Gebühr|Entgelt", "Tarifa|Comisión", "Commission|Frais", "Tariffa|Commissione", "Tarifa|Taxa",
     "费用|手续费", "手数料"},
    {Field::net, "Net", "Netto", "Neto", "Net", "Netto", "Líquido", "净额", "正味"},
    {Field::from, "From Email Address", "Absender E-Mail-Adresse",
     "Remitente|Correo electrónico del remitente|Dirección de correo electrónico del remitente",
     "De l'adresse email|Adresse email de l'expéditeur", "Indirizzo email mittente|Dall'indirizzo email",
     "Do endereço de e-mail|E-mail do remetente", "发件人邮箱地址|发件人电子邮件地址", "送信者メールアドレス"},
    {Field::to, "To Email Address", "Empfänger E-Mail-Adresse",
     "Destinatario|Correo electrónico del destinatario|Dirección de correo electrónico del destinatario",
     "À l'adresse email|Adresse email du destinataire", "Indirizzo email destinatario|All'indirizzo email",
     "Para o endereço de e-mail|E-mail do destinatário", "收件人邮箱地址|收件人电子邮件地址", "受取人メールアドレス"},
    {Field::transaction, "Transaction ID", "Transaktionscode", "Id. de transacción|Identificador de la transacción",
     "Numéro de transaction|N° de transaction", "Codice transazione", "ID da transação|Código da transação", "交易号",
     "取引ID"},
    {Field::reference, "Reference Txn ID|Reference Transaction ID", "Zugehöriger Transaktionscode",
     "Id. de referencia de transacción|Id. de transacción de referencia",
     "Numéro de la transaction de référence|N° de transaction de référence", "Codice transazione di riferimento",
     "ID de referência da transação", "参考交易号", "リファレンス取引ID"},
    {Field::invoice, "Invoice Number|Invoice Id", "Rechnungsnummer", "Número de factura", "Numéro de facture",
     "Numero fattura", "Número da fatura", "账单号|发票号", "請求書番号"},
    {Field::custom, "Custom Number", "Zollnummer|Benutzerdefinierte Nummer", "Número personalizado",
     "Numéro de client|Numéro personnalisé", "Numero personalizzato", "Número personalizado", "自定义号码", "カスタム番号"},
    {Field::receipt, "Receipt ID", "Empfangsnummer|Belegnummer", "Id. de recibo|Número de recibo", "Numéro de reçu",
     "ID ricevuta|Codice ricevuta", "ID do recibo", "收据号", "受領書ID"},
    {Field::item_title, "Item Title", "Artikelbezeichnung", "Título del artículo|Nombre del artículo", "Titre de l'objet",
     "Titolo oggetto", "Título do item", "物品名称", "商品タイトル"},
    {Field::item_id, "Item ID", "Artikelnummer", "Id. del artículo", "Numéro de l'objet", "ID oggetto", "ID do item",
     "物品编号", "商品ID"},
    {Field::address, "Shipping Address", "Lieferadresse", "Dirección de envío", "Adresse de livraison",
     "Indirizzo di spedizione", "Endereço de entrega", "送货地址", "配送先住所"},
    {Field::line1, "Address Line 1", "Adresszeile 1", "Dirección 1|Línea de dirección 1", "Adresse 1", "Indirizzo 1",
     "Endereço 1", "地址第1行", "住所1"},
    {Field::line2, "Address Line 2/District/Neighborhood|Address Line 2", "Adresszusatz|Adresszeile 2", "Dirección 2",
     "Adresse 2", "Indirizzo 2", "Endereço 2", "地址第2行", "住所2"},
    {Field::city, "Town/City", "Ort", "Localidad|Ciudad", "Ville", "Città", "Cidade", "城市|城镇/城市", "市区町村"},
    {Field::region, "State/Province/Region/County/Territory/Prefecture/Republic", "Bundesland", "Provincia",
     "État/Province/Région", "Provincia", "Estado", "省", "都道府県"},
    {Field::zip, "Zip/Postal Code", "PLZ", "Código postal", "Code postal", "CAP", "CEP", "邮政编码", "郵便番号"},
    {Field::country, "Country", "Land", "País", "Pays", "Paese", "País", "国家/地区", "国および地域"},
    {Field::phone, "Contact Phone Number", "Telefon", "Teléfono|Número de teléfono de contacto",
     "Numéro de téléphone du contact", "Numero di telefono", "Telefone", "联系电话号码", "連絡先の電話番号"},
    {Field::subject, "Subject", "Betreff", "Asunto", "Objet", "Oggetto", "Assunto", "主题", "件名"},
    {Field::note, "Note", "Hinweis", "Nota", "Remarque", "Messaggio|Nota", "Observação", "备注", "備考"},
    {Field::balance, "Balance", "Guthaben", "Saldo", "Solde", "Saldo", "Saldo", "余额", "残高"},
    {Field::impact, "Balance Impact", "Auswirkung auf Guthaben", "Impacto en el saldo", "Impact sur le solde",
     "Impatto sul saldo", "Impacto no saldo", "余额影响", "残高への影響"},
    {Field::quantity, "Quantity", "Anzahl", "Cantidad", "Quantité", "Quantità", "Quantidade", "数量", "数量"},
};

std::map<std::string, Heading> make_headings()
{
    std::map<std::string, Heading> out;
    const std::pair<std::string_view, std::string_view Names::*> languages[] = {
        {"en", &Names::en}, {"de", &Names::de}, {"es", &Names::es}, {"fr", &Names::fr},
        {"it", &Names::it}, {"pt", &Names::pt}, {"zh", &Names::zh}, {"ja", &Names::ja}};
    for (const auto& [language, member] : languages)
        for (const auto& row : names)
            for (const auto name : text::split(row.*member, '|'))
                out.emplace(text::header_key(name), Heading{row.field, language});
    return out;
}

struct Rule {
    std::string_view kind, words; // any of these in the type, as header_key makes it
    std::string_view also;        // and any of these, if given
};
// First match wins: the more particular stands first ("Chargeback Fee" before "Chargeback").
constexpr Rule rules[] = {
    {"chargeback_reversed", "chargeback|rückbuchung|contracargo|rétrofacturation|chargebacks|退单|チャージバック",
     "reversal|storn|cancel|revers|annul|撤销|取消"},
    {"fee", "chargeback|dispute|rückbuchung|contracargo|rétrofacturation|争议|退单|チャージバック",
     "fee|gebühr|entgelt|comisión|tarifa|frais|commission|taxa|费|手数料"},
    {"chargeback", "chargeback|rückbuchung|contracargo|rétrofacturation|退单|チャージバック", ""},
    {"hold_released", "hold|reserve|einbehalt|retención|retenue|blocage|trattenuta|blocco|retenção|冻结|暂扣|保留|留保",
     "cancel|release|revers|aufhebung|freigabe|storn|liberación|annul|déblocage|levée|rilascio|sblocco|liberação|解除|释放|"
     "取消"},
    {"hold_released", "paymentrelease|fundsrelease|freigabe", ""},
    {"hold", "hold|reserve|einbehalt|retención|retenue|blocage|trattenuta|blocco|retenção|冻结|暂扣|保留|留保", ""},
    {"refund_cancelled", "refund|rückzahlung|rückerstattung|reembolso|remboursement|rimborso|退款|返金",
     "cancel|revers|storn|annul|撤销|取消"},
    {"refunded", "refund|rückzahlung|rückerstattung|reembolso|devolución|remboursement|rimborso|退款|返金", ""},
    {"conversion",
     "currencyconversion|währungsumrechnung|conversión|conversiondedevise|conversionevaluta|conversione|conversão|货币兑换|"
     "币种兑换|通貨換算",
     ""},
    {"reversed", "reversal|reversed|stornierung|reversión|annulation|storno|estorno|撤销|取消", ""},
    {"authorized",
     "authorization|authorisation|autorisierung|autorización|autorisation|autorizzazione|autorização|授权|承認", ""},
    {"payout",
     "withdraw|transfertobank|abbuchung|auszahlung|abhebung|überweisungaufbank|retirada|retiro|virement|prelievo|saque|提现|"
     "引き出し",
     ""},
    {"deposit",
     "deposit|addfunds|addingfunds|addedfunds|chargefromdebitcard|chargefromcreditcard|bankgutschrift|"
     "gutschriftaufkreditkarte|"
     "einzahlung|ingreso|provision|approvisionnement|versamento|ricarica|depósito|充值|入金",
     ""},
    {"requested", "request|anforderung|solicitud|demande|richiesta|solicitação|invoicesent|rechnunggesendet|请求|申请|請求",
     ""},
    {"fee", "fee|gebühr|entgelt|comisión|frais|commission|commissione|taxa|手续费|费用|手数料", ""},
};

bool holds_any(const std::string& text, std::string_view words)
{
    for (const auto word : text::split(words, '|'))
        if (!word.empty() && text.find(word) != std::string::npos) return true;
    return false;
}

} // namespace

std::optional<Heading> heading_of(std::string_view header)
{
    static const auto headings = make_headings();
    const auto it = headings.find(text::header_key(header));
    if (it == headings.end()) return std::nullopt;
    return it->second;
}

std::string kind_of(std::string_view type, std::string_view status, int sign, bool memo)
{
    const auto key = text::header_key(type);
    for (const auto& rule : rules)
        if (holds_any(key, rule.words) && (rule.also.empty() || holds_any(key, rule.also))) {
            // Money that came back to this account was refunded to it, not by it.
            if (rule.kind == "refunded" && sign > 0) return "refund_received";
            return std::string(rule.kind);
        }
    if (memo) return "memo";
    if (sign < 0) return "payment_sent";
    if (sign == 0) return "other";
    const auto state = text::header_key(status);
    if (holds_any(state, "pending|unclear|ausstehend|offen|pendiente|enattente|insospeso|pendente|待处理|等待|保留中"))
        return "pending";
    if (holds_any(state, "denied|failed|cancel|expired|abgelehnt|fehlgeschlagen|storniert|abgebrochen|rechazad|denegad|"
                         "refus|échou|annul|rifiutat|recusad|拒绝|失败|取消"))
        return "failed";
    return "paid";
}

bool is_memo(std::string_view impact)
{
    return text::header_key(impact) == "memo";
}

} // namespace redress::ingest::paypal
