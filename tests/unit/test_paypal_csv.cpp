#include "base/text.hpp"
#include "ingest/columns.hpp"
#include "ingest/paypal_words.hpp"
#include "read_format.hpp"

#include <doctest/doctest.h>

#include <filesystem>

using namespace redress;
using namespace redress::ingest;

namespace redress::ingest {
extern const Format format_paypal_csv;
}

namespace {

test::Got read(const std::string& bytes)
{
    return test::read_bytes(format_paypal_csv, bytes);
}

const std::string head = "\"Date\",\"Time\",\"TimeZone\",\"Name\",\"Type\",\"Status\",\"Currency\",\"Gross\",\"Fee\","
                         "\"Net\",\"From Email Address\","
                         "\"Transaction ID\",\"Reference Txn ID\",\"Invoice Number\",\"Balance Impact\"\r\n";

} // namespace

TEST_CASE("paypal: kinds of transaction types")
{
    struct Case {
        const char *type, *status;
        int sign;
        bool memo;
        const char* want;
    };
    const Case cases[] = {
        {"Website Payment", "Completed", 1, false, "paid"},
        {"Express Checkout Payment", "Pending", 1, false, "pending"},
        {"General Payment", "Denied", 1, false, "failed"},
        {"General Payment", "Completed", -1, false, "payment_sent"},
        {"Payment Refund", "Completed", -1, false, "refunded"},
        {"Payment Refund", "Completed", 1, false, "refund_received"},
        {"Chargeback", "Completed", -1, false, "chargeback"},
        {"Chargeback Fee", "Completed", -1, false, "fee"},
        {"Chargeback Reversal", "Completed", 1, false, "chargeback_reversed"},
        {"Dispute Fee", "Completed", -1, false, "fee"},
        {"Payment Hold", "Placed", -1, false, "hold"},
        {"Payment Release", "Completed", 1, false, "hold_released"},
        {"Hold on Balance for Dispute Investigation", "Completed", -1, false, "hold"},
        {"Cancellation of Hold for Dispute Resolution", "Completed", 1, false, "hold_released"},
        {"Reversal of General Account Hold", "Completed", 1, false, "hold_released"},
        {"Reserve Hold", "Completed", -1, false, "hold"},
        {"Payment Reversal", "Completed", -1, false, "reversed"},
        {"General Withdrawal", "Completed", -1, false, "payout"},
        {"General Currency Conversion", "Completed", 1, false, "conversion"},
        {"Charge From Debit Card", "Completed", 1, false, "deposit"},
        {"Add Funds from a Bank Account", "Completed", 1, false, "deposit"},
        {"Request Sent", "Pending", 1, true, "requested"},
        {"Some Note", "Completed", 1, true, "memo"},
        {"Website-Zahlung", "Abgeschlossen", 1, false, "paid"},
        {"Rückzahlung", "Abgeschlossen", -1, false, "refunded"},
        {"Einbehaltung für offene Autorisierung", "Ausstehend", -1, false, "hold"},
        {"Aufhebung der Einbehaltung", "Abgeschlossen", 1, false, "hold_released"},
        {"Rückbuchung", "Abgeschlossen", -1, false, "chargeback"},
        {"Rückbuchungsgebühr", "Abgeschlossen", -1, false, "fee"},
        {"Allgemeine Gutschrift auf Kreditkarte", "Abgeschlossen", 1, false, "deposit"},
        {"Handyzahlung", "Abgeschlossen", 1, false, "paid"},
        {"Anforderung gesendet", "Abgeschlossen", 1, true, "requested"},
        {"Reembolso de pago", "Completado", -1, false, "refunded"},
        {"Pago de sitio web", "Completado", 1, false, "paid"},
        {"付款退款", "完成", -1, false, "refunded"},
        {"", "", 0, false, "other"},
    };
    for (const auto& c : cases) {
        CAPTURE(c.type);
        CHECK(paypal::kind_of(c.type, c.status, c.sign, c.memo) == c.want);
    }
}

TEST_CASE("paypal: a sale, its refund, fee and chargeback belong to one order")
{
    const auto got = read(head + "\"01/02/2024\",\"10:00:00\",\"Europe/Berlin\",\"Ann Buyer\",\"Website "
                                 "Payment\",\"Completed\",\"EUR\",\"1,250.00\",\"-36.60\",\"1,213.40\","
                                 "\"ann@example.com\",\"TXN1\",\"B-AGREEMENT\",\"INV-7\",\"Credit\"\r\n"
                                 "\"13/02/2024\",\"11:00:00\",\"Europe/Berlin\",\"Ann "
                                 "Buyer\",\"Chargeback\",\"Completed\",\"EUR\",\"-1,250.00\",\"0.00\",\"-1,250.00\","
                                 "\"\",\"TXN2\",\"TXN1\",\"\",\"Debit\"\r\n"
                                 "\"13/02/2024\",\"11:00:00\",\"Europe/Berlin\",\"PayPal\",\"Chargeback "
                                 "Fee\",\"Completed\",\"EUR\",\"-16.00\",\"0.00\",\"-16.00\","
                                 "\"\",\"TXN3\",\"TXN2\",\"\",\"Debit\"\r\n"
                                 "\r\n"
                                 "\"14/02/2024\",\"09:00:00\",\"Europe/Berlin\",\"Bob\",\"Mobile "
                                 "Payment\",\"Completed\",\"EUR\",\"5.00\",\"0.00\",\"5.00\","
                                 "\"bob@example.com\",\"TXN4\",\"B-AGREEMENT\",\"\",\"Credit\"\r\n"
                                 "\"15/02/2024\",\"09:00:00\",\"Europe/Berlin\",\"Bob\",\"Payment "
                                 "Refund\",\"Completed\",\"EUR\",\"-5.00\",\"0.00\",\"-5.00\","
                                 "\"\",\"TXN5\",\"TXN4\",\"\",\"Debit\"\r\n");
    const auto orders = got.all<model::Order>();
    REQUIRE(orders.size() == 2);
    CHECK(orders[0].number == "INV-7");
    CHECK(orders[0].amount == Money{125000, 2, "EUR"});
    CHECK(orders[0].buyer.email == "ann@example.com");
    REQUIRE(orders[0].refs.size() == 3);
    CHECK(orders[0].refs[0] == model::Ref{"transaction", "TXN1"});
    CHECK(orders[1].number == "TXN4");
    const auto events = got.all<model::Event>();
    REQUIRE(events.size() == 5);
    CHECK(events[0].kind == "paid");
    CHECK(events[1].kind == "chargeback");
    CHECK(events[1].order == "INV-7");
    CHECK(events[2].kind == "fee");
    CHECK(events[2].order == "INV-7");
    CHECK(events[4].order == "TXN4");
    CHECK(events[4].ref == "TXN5");
    REQUIRE(events[0].when.at);
    CHECK(time::to_rfc3339(*events[0].when.at) == "2024-02-01T09:00:00Z");
    CHECK(events[0].when.from == model::ZoneFrom::data);
    CHECK(got.findings.date_order == "DMY");
    CHECK_FALSE(got.findings.date_order_ambiguous);
    CHECK(got.findings.tally.total == 7);
    CHECK(got.findings.tally.blank == 1);
    CHECK(got.findings.tally.system == 1);
    CHECK(got.adds_up());
}

TEST_CASE("paypal: ugly rows are kept")
{
    const auto got =
        read(head +
             "\"01/13/2024\",\"29:18:53\",\"PST\",\"X\",\"Website "
             "Payment\",\"Completed\",\"USD\",\"5.00\",\"0.00\",\"5.00\",\"x@example.com\",\"T1\",\"\",\"\",\"Credit\","
             "\"more\"\r\n"
             "\"01/14/2024\",\"10:00:00\",\"XYZ\",\"X\",\"Website Payment\",\"Completed\",\"USD\",\"what\"\r\n" +
             head + "\"total\",,,,,,,,\r\n");
    const auto events = got.all<model::Event>();
    REQUIRE(events.size() == 2 + 1);
    CHECK_FALSE(events[0].when.at);
    CHECK(events[0].when.local == "01/13/2024 29:18:53");
    CHECK(got.remarked("bad-date"));
    CHECK(got.remarked("unknown-zone"));
    CHECK(got.remarked("long-row"));
    CHECK(got.remarked("short-row"));
    CHECK(got.remarked("bad-amount"));
    CHECK(got.findings.date_order == "MDY");
    CHECK(got.findings.tally.system == 2);
    CHECK(got.adds_up());
}

TEST_CASE("paypal: equal rows without a transaction stay as many as they are")
{
    const auto got =
        read("Date, Time, Time Zone, Name, Type, Status, Amount, Receipt ID, Balance,\n"
             "\"12/31/2023\",\"23:59:59\",\"PST\",\"A\",\"Payment Sent\",\"Completed\",\"-1.00\",\"\",\"0.00\",\n"
             "\"12/31/2023\",\"23:59:59\",\"PST\",\"A\",\"Payment Sent\",\"Completed\",\"-1.00\",\"\",\"0.00\",\n");
    const auto events = got.all<model::Event>();
    REQUIRE(events.size() == 2);
    CHECK(events[0].ref != events[1].ref);
    CHECK(got.all<model::Order>().empty());
}

TEST_CASE("paypal: amounts of a column")
{
    DecimalVotes votes;
    for (const auto* cell : {"-41,00", "1.120,00", "3"}) votes.add(cell);
    CHECK(votes.sign() == money::Decimal::comma);
    DecimalVotes silent;
    for (const auto* cell : {"1.500", "20", ""}) silent.add(cell);
    CHECK_FALSE(silent.sign());
    CHECK(read_money("1.500", money::Decimal::point, "JPY") == Money{1500, 0, "JPY"});
    CHECK(read_money("1.500,25", money::Decimal::comma, "EUR") == Money{150025, 2, "EUR"});
    CHECK_FALSE(read_money("n/a", money::Decimal::point, "EUR"));
}

TEST_CASE("paypal: sample files of others")
{
    const std::string folder = TEST_SHARED_DIR "/fixtures/paypal_csv/";
    if (!std::filesystem::exists(folder)) {
        MESSAGE("skipped: 3 PayPal sample files are not here");
        return;
    }
    const auto german = read(read_file(folder + "paypal_de_41cols.csv"));
    CHECK(german.all<model::Event>().size() == 7);
    CHECK(german.all<model::Order>().size() == 2);
    CHECK(german.all<model::Order>()[0].amount == Money{6389, 2, "EUR"});
    CHECK(german.all<model::Order>()[0].number == "ID1234");
    CHECK(german.findings.date_order == "DMY");
    const auto old = read(read_file(folder + "ledgerautosync_paypal.csv"));
    CHECK(old.all<model::Event>().size() == 2);
    CHECK(old.findings.date_order == "MDY");
    CHECK(old.findings.date_order_ambiguous);
    CHECK(old.all<model::Event>()[1].amount == Money{112000, 2, "USD"});
    const auto other = read(read_file(folder + "ledgerautosync_paypal_alternate.csv"));
    CHECK(other.all<model::Event>().size() == 2);
    CHECK(test::probe_of("").size == 0);
    CHECK(format_paypal_csv.sniff(test::probe_of(read_file(folder + "ledgerautosync_paypal_alternate.csv"))) > 90);
}
