// A mail's bytes as a stream of GMime that copies nothing. Included only by the mail_*.cpp files.
#pragma once

#include "ingest/mail_gmime.hpp"

#include <cstdint>
#include <functional>
#include <string_view>

namespace redress::ingest::mail {

// Told now and then how far has been read, so that a mapped file's pages may go.
using Passed = std::function<void(std::size_t)>;

// The bytes and the function must outlive the stream and its substreams.
Object<GMimeStream> stream_over(std::string_view bytes, const Passed& passed);

} // namespace redress::ingest::mail
