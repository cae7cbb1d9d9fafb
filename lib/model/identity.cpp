#include "model/identity.hpp"

#include <string>

namespace redress::model {
namespace {

std::string shorten(char letter, const hash::Digest& digest)
{
    return std::string{letter, '_'} + hash::to_hex(digest.data(), 12);
}

std::string make(char letter, std::initializer_list<std::string_view> fields)
{
    hash::Sha256 sha;
    for (const auto field : fields) sha.add_field(field);
    return shorten(letter, sha.finish());
}

} // namespace

hash::Digest message_key(hash::Sha256& sha, std::string_view shop, std::string_view thread, std::string_view local_minute,
                         std::string_view sender, std::string_view raw_body)
{
    sha.add_field("message/1")
        .add_field(shop)
        .add_field(thread)
        .add_field(local_minute)
        .add_field(sender)
        .add_field(raw_body);
    return sha.finish();
}

std::string message_id(hash::Sha256& sha, const hash::Digest& key, std::uint32_t occurrence)
{
    sha.add({reinterpret_cast<const char*>(key.data()), key.size()}).add_field(std::to_string(occurrence));
    return shorten('m', sha.finish());
}

std::string native_message_id(hash::Sha256& sha, std::string_view shop, std::string_view thread, std::string_view native)
{
    sha.add_field("message-native/1").add_field(shop).add_field(thread).add_field(native);
    return shorten('m', sha.finish());
}

std::string order_id(std::string_view shop, std::string_view platform, std::string_view number)
{
    return make('o', {"order/1", shop, platform, number});
}

std::string event_id(std::string_view shop, const Event& e)
{
    return make('e', {"event/1", shop, e.platform, e.order, e.kind, e.when.local, e.ref});
}

std::string review_id(std::string_view shop, const Review& r)
{
    if (!r.number.empty()) return make('r', {"review-native/1", shop, r.platform, r.number});
    return make('r', {"review/1", shop, r.platform, r.order, r.author, r.when.local, r.text});
}

std::string document_id(std::string_view sha256)
{
    return make('d', {"document/1", sha256});
}

std::string metric_id(std::string_view shop, const Metric& m)
{
    return make('k', {"metric/1", shop, m.platform, m.name, m.when.local});
}

std::string note_id(std::string_view shop, const Note& n)
{
    return make('n', {"note/1", shop, n.kind, n.case_id, n.when.local, n.text});
}

void assign_id(Record& record)
{
    if (!record.id.empty()) return;
    if (const auto* o = std::get_if<Order>(&record.body))
        record.id = order_id(record.shop, o->platform, o->number);
    else if (const auto* e = std::get_if<Event>(&record.body))
        record.id = event_id(record.shop, *e);
    else if (const auto* r = std::get_if<Review>(&record.body))
        record.id = review_id(record.shop, *r);
    else if (const auto* d = std::get_if<Document>(&record.body))
        record.id = document_id(d->sha256);
    else if (const auto* m = std::get_if<Metric>(&record.body))
        record.id = metric_id(record.shop, *m);
    else if (const auto* n = std::get_if<Note>(&record.body))
        record.id = note_id(record.shop, *n);
}

} // namespace redress::model
