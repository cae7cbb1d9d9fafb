// The limit: GMime alone reads a mailbox and decodes every part into nothing.
#include <gmime/gmime.h>

#include <cstdio>

int main(int argc, char** argv)
{
    if (argc != 2) return 2;
    g_mime_init();
    auto* file = g_mime_stream_fs_open(argv[1], 0 /* O_RDONLY */, 0, nullptr);
    if (!file) return 1;
    auto* parser = g_mime_parser_new_with_stream(file);
    g_mime_parser_set_format(parser, GMIME_FORMAT_MBOX);
    auto* sink = g_mime_stream_null_new();
    unsigned long mails = 0;
    while (!g_mime_parser_eos(parser)) {
        auto* mail = g_mime_parser_construct_message(parser, nullptr);
        if (!mail) break;
        ++mails;
        g_mime_message_foreach(
            mail,
            [](GMimeObject*, GMimeObject* part, gpointer to) {
                if (GMIME_IS_PART(part) && g_mime_part_get_content(GMIME_PART(part)))
                    g_mime_data_wrapper_write_to_stream(g_mime_part_get_content(GMIME_PART(part)), static_cast<GMimeStream*>(to));
            },
            sink);
        g_object_unref(mail);
    }
    std::printf("%lu mails\n", mails);
}
