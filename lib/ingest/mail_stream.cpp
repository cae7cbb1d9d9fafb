// GMimeStreamMem copies what it is made of, and GMimeStreamMmap holds on to every page it has touched: a mailbox of many
// gigabytes is to be read in little memory.
#include "ingest/mail_stream.hpp"

#include <algorithm>
#include <cstring>

namespace redress::ingest::mail {
namespace {

struct ViewStream {
    GMimeStream parent;
    const char* data;
    gint64 size;
    const Passed* passed;
};
struct ViewStreamClass {
    GMimeStreamClass parent;
};
constexpr gint64 report_every = 4 << 20;

ViewStream* view_of(GMimeStream* stream)
{
    return reinterpret_cast<ViewStream*>(stream);
}

gint64 end_of(GMimeStream* stream)
{
    return stream->bound_end == -1 ? view_of(stream)->size : std::min(stream->bound_end, view_of(stream)->size);
}

ssize_t read_some(GMimeStream* stream, char* buffer, size_t length)
{
    const auto* view = view_of(stream);
    const auto n = std::min<gint64>(static_cast<gint64>(length), end_of(stream) - stream->position);
    if (n <= 0) return 0;
    std::memcpy(buffer, view->data + stream->position, static_cast<size_t>(n));
    const auto before = stream->position;
    stream->position += n;
    if (*view->passed && before / report_every != stream->position / report_every)
        (*view->passed)(static_cast<std::size_t>(stream->position));
    return n;
}

ssize_t write_none(GMimeStream* /*stream*/, const char* /*bytes*/, size_t /*length*/)
{
    return -1;
}

int nothing_to_do(GMimeStream* /*stream*/)
{
    return 0;
}

gboolean at_end(GMimeStream* stream)
{
    return stream->position >= end_of(stream);
}

int rewind_to_start(GMimeStream* stream)
{
    stream->position = stream->bound_start;
    return 0;
}

gint64 seek_to(GMimeStream* stream, gint64 offset, GMimeSeekWhence whence)
{
    if (whence == GMIME_STREAM_SEEK_CUR) offset += stream->position;
    if (whence == GMIME_STREAM_SEEK_END) offset += end_of(stream);
    if (offset < stream->bound_start || offset > end_of(stream)) return -1;
    return stream->position = offset;
}

gint64 position_of(GMimeStream* stream)
{
    return stream->position;
}

gint64 length_of(GMimeStream* stream)
{
    return end_of(stream) - stream->bound_start;
}

GMimeStream* make(const char* data, gint64 size, const Passed* passed, gint64 start, gint64 end);

GMimeStream* substream_of(GMimeStream* stream, gint64 start, gint64 end)
{
    const auto* view = view_of(stream);
    return make(view->data, view->size, view->passed, start, end);
}

void init_class(gpointer c, gpointer /*data*/)
{
    auto* methods = static_cast<GMimeStreamClass*>(c);
    methods->read = read_some;
    methods->write = write_none;
    methods->flush = nothing_to_do;
    methods->close = nothing_to_do;
    methods->eos = at_end;
    methods->reset = rewind_to_start;
    methods->seek = seek_to;
    methods->tell = position_of;
    methods->length = length_of;
    methods->substream = substream_of;
}

GType view_stream_type()
{
    static const GType type = [] {
        GTypeInfo info{};
        info.class_size = sizeof(ViewStreamClass);
        info.class_init = init_class;
        info.instance_size = sizeof(ViewStream);
        return g_type_register_static(GMIME_TYPE_STREAM, "RedressViewStream", &info, static_cast<GTypeFlags>(0));
    }();
    return type;
}

GMimeStream* make(const char* data, gint64 size, const Passed* passed, gint64 start, gint64 end)
{
    auto* stream = static_cast<GMimeStream*>(g_object_new(view_stream_type(), nullptr));
    g_mime_stream_construct(stream, start, end);
    view_of(stream)->data = data;
    view_of(stream)->size = size;
    view_of(stream)->passed = passed;
    return stream;
}

} // namespace

Object<GMimeStream> stream_over(std::string_view bytes, const Passed& passed)
{
    start_gmime();
    return Object<GMimeStream>(make(bytes.data(), static_cast<gint64>(bytes.size()), &passed, 0, -1));
}

} // namespace redress::ingest::mail
