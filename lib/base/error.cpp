#include "base/error.hpp"

#include <cerrno>
#include <system_error>

namespace redress {

Said system_reason(int code)
{
    switch (code) {
    case ENOENT: return said("No such file or directory");
    case EACCES: return said("Permission denied");
    case EEXIST: return said("File exists");
    case ENOTDIR: return said("Not a directory");
    case EISDIR: return said("Is a directory");
    case ENOTEMPTY: return said("Directory not empty");
    case ENOSPC: return said("No space left on device");
    case EDQUOT: return said("Disk quota exceeded");
    case EFBIG: return said("File too large");
    case EROFS: return said("Read-only file system");
    case EMFILE: return said("Too many open files");
    case EIO: return said("Input/output error");
    case ELOOP: return said("Too many levels of symbolic links");
    case ENAMETOOLONG: return said("File name too long");
    default: return as_is(std::generic_category().message(code));
    }
}

} // namespace redress
