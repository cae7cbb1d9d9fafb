#include "base/text.hpp"
#include "model/codec.hpp"
#include "model/record.hpp"

#include <doctest/doctest.h>

using namespace redress;
using namespace redress::model;

TEST_CASE("codec: a line is read and written without loss")
{
    // Keys in the order of redress-records(5); the bytes must come back as they were.
    const std::vector<std::string> lines{
        R"({"schema":"redress/1","type":"message","id":"m_1","shop":"main","thread":"t","at":"2026-03-01T12:30:00Z","local":"2026-03-01T20:30:00","zone":"Asia/Shanghai","zone_from":"option","sender":"Ana","role":"buyer","text":"line\none \"two\" 退款 👍🏽","attachments":[{"name":"a.jpg","media_type":"image/jpeg","document":null}],"edited":true,"deleted":false,"kind":null,"native_id":"7","seq":3,"as_of":null,"sources":[{"sha256":"ab","name":"c.txt","unit":"line","position":1,"offset":0,"length":9223372036854775807,"format":"whatsapp","parser":2}],"extra":{"n":12345678901234567890123,"x":1.50,"keys":[]}})",
        R"({"schema":"redress/1","type":"review","id":null,"shop":"main","platform":"shop","number":null,"order":"1","rating":4.5,"scale":5,"text":"","title":null,"at":null,"local":"yesterday","zone":null,"zone_from":null,"author":null,"reply":"sorry","product":null,"replied_at":null,"replied_local":"today","changed_at":null,"changed_local":null,"seq":0,"as_of":null,"sources":[],"extra":{}})",
        R"({"schema":"redress/1","type":"metric","id":"k_1","shop":"main","platform":"shop","name":"done","value":98.2,"n":680,"at":null,"local":"2026-03-01","zone":null,"zone_from":null,"seq":0,"as_of":null,"sources":[],"extra":{}})",
        R"({"schema":"redress/1","type":"link","id":null,"shop":"main","case":"C-0001","record":"o_1","role":"subject","by":"number","seq":0,"as_of":null,"sources":[],"extra":{}})",
        R"({"schema":"redress/1","type":"promise","id":"n_1","shop":"main","case":"C-0001","at":null,"local":null,"zone":null,"zone_from":null,"due_at":"2026-03-02T00:00:00Z","due_local":"2026-03-02","text":"resend","state":null,"seq":0,"as_of":null,"sources":[],"extra":{}})",
    };
    for (const auto& line : lines) {
        CAPTURE(line);
        const auto json = json::parse(line);
        REQUIRE(json);
        const auto record = from_json(*json);
        REQUIRE(record);
        std::string out;
        append_line(out, *record);
        CHECK(out == line + "\n");
    }
}

TEST_CASE("codec: types of later versions keep every key")
{
    const auto json = json::parse(
        R"({"schema":"redress/1","type":"voucher","id":"v_1","shop":"main","amount":{"minor":5},"seq":9,"z":[1.10]})");
    const auto record = from_json(*json);
    REQUIRE(record);
    CHECK(type_of(record->body) == "voucher");
    std::string out;
    append_line(out, *record);
    CHECK(json::parse(out) == json);
}

TEST_CASE("codec: what is no record says why")
{
    struct Case {
        const char* text;
        const char* why;
    };
    for (const auto& c :
         {Case{R"({"text":"x"})", "no 'type'"}, Case{R"([1])", "no 'type'"}, Case{R"({"type":""})", "no 'type'"},
          Case{R"({"type":7})", "no 'type'"}, Case{R"({"type":"message"})", "a message without 'text'"},
          Case{R"({"type":"message","text":7})", "a message without 'text'"},
          Case{R"({"type":"order","text":"x"})", "a order without 'number'"},
          Case{R"({"type":"document","sha256":null})", "a document without 'sha256'"}}) {
        CAPTURE(c.text);
        std::string why;
        CHECK(!from_json(*json::parse(c.text), &why));
        CHECK(why == c.why);
    }
}

TEST_CASE("codec: values of another kind count as absent")
{
    const auto record = from_json(*json::parse(
        R"({"type":"message","text":"x","at":"soon","sender":7,"role":"king","attachments":{"a":1},"edited":"yes","sources":[7,{"position":-1}],"extra":[],"seq":"3","shop":null})"));
    REQUIRE(record);
    const auto& m = std::get<Message>(record->body);
    CHECK(!m.when.at);
    CHECK(m.sender.empty());
    CHECK(m.role == Role::unknown);
    CHECK(m.attachments.empty());
    CHECK(!m.edited);
    CHECK(record->shop == "main");
    CHECK(record->seq == 0);
    CHECK(record->extra.is_object());
    REQUIRE(record->sources.size() == 2);
    CHECK(record->sources[1].position == 0);
    const auto named = from_json(*json::parse(R"({"type":"order","number":"1","buyer":"Ana"})"));
    REQUIRE(named);
    CHECK(std::get<Order>(named->body).buyer.name == "Ana");
}
