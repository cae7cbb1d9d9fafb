#include "store/store.hpp"

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"
#include "store/migrate.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <thread>

namespace fs = std::filesystem;

namespace redress::store {
namespace {

constexpr int busy_ms = 10'000; // how long a second writer waits before it gives up with 75

void make_private_folder(const fs::path& folder)
{
    std::error_code code;
    fs::create_directories(folder / "blobs", code);
    if (code)
        throw Error(ErrorKind::store, said("cannot make the store '{}': {}", folder.string(), system_reason(code.value())),
                    said("name another folder with --store"));
    ::chmod(folder.c_str(), 0700);
    ::chmod((folder / "blobs").c_str(), 0700);
}

[[noreturn]] void refuse_busy()
{
    throw Error(ErrorKind::busy, said("the store is in use by another redress"), said("run the same command again"));
}

// One writer at a time opens the store. Two that make the key would leave rows under a key that is lost, and SQLite answers
// "busy" at once, without its wait, when two first writers change the journal's mode (both hold a shared lock: a deadlock
// otherwise).
class OpeningTurn {
public:
    explicit OpeningTurn(const fs::path& folder) : file_(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC))
    {
        // Some network file systems know no locks: there the turn is not kept, as it was never promised.
        constexpr int pause_ms = 5;
        for (int waited = 0; file_ >= 0 && ::flock(file_, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
             waited += pause_ms) {
            if (waited > busy_ms) {
                ::close(file_);
                refuse_busy();
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(pause_ms));
        }
    }
    ~OpeningTurn()
    {
        if (file_ >= 0) ::close(file_);
    }
    OpeningTurn(const OpeningTurn&) = delete;
    OpeningTurn& operator=(const OpeningTurn&) = delete;

private:
    int file_;
};

// Made before the first row: fingerprints in the store are under this key for ever.
void make_key(const fs::path& folder)
{
    const auto path = folder / "secret.key";
    if (!fs::exists(path)) write_file(path, hash::random_bytes(32), 0600);
}

void apply_pragmas(SQLite::Database& db, Mode mode)
{
    db.exec("pragma foreign_keys=on; pragma trusted_schema=off; pragma cell_size_check=on; pragma mmap_size=0;"
            "pragma temp_store=memory; pragma cache_size=-49152;");
    if (mode == Mode::write) db.exec("pragma journal_mode=wal; pragma synchronous=full;");
}

} // namespace

bool Store::exists(const fs::path& folder)
{
    std::error_code code;
    return fs::exists(folder / "redress.db", code);
}

std::unique_ptr<Store> Store::open(const fs::path& folder, Mode mode)
{
    if (mode == Mode::read && !exists(folder))
        throw Error(ErrorKind::store, said("there is no store at '{}'", folder.string()),
                    said("redress ingest FILE… makes one; --store names another"));
    try {
        return std::unique_ptr<Store>(new Store(folder, mode));
    } catch (const SQLite::Exception&) {
        rethrow();
    }
}

Store::Store(fs::path folder, Mode mode) : folder_(std::move(folder))
{
    const auto path = folder_ / "redress.db";
    if (mode == Mode::write) {
        make_private_folder(folder_);
        const OpeningTurn turn(folder_);
        make_key(folder_);
        const auto before = ::umask(0077);
        db_ = std::make_unique<SQLite::Database>(path.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, busy_ms);
        ::umask(before);
        apply_pragmas(*db_, mode);
        migrate(*db_, path.string());
        return;
    }
    // A store nobody is writing to, in a folder that may not be written: WAL needs no shared memory file then.
    const bool frozen = ::access(folder_.c_str(), W_OK) != 0 && !fs::exists(path.string() + "-wal");
    const auto uri = frozen ? "file:" + path.string() + "?immutable=1" : path.string();
    db_ = std::make_unique<SQLite::Database>(uri, SQLite::OPEN_READONLY | (frozen ? SQLite::OPEN_URI : 0), busy_ms);
    apply_pragmas(*db_, mode);
    require_current(*db_, path.string());
}

Store::~Store() = default;

std::string Store::secret_key() const
{
    return read_file(folder_ / "secret.key");
}

void Store::give_back_memory() const
{
    sqlite3_db_release_memory(db_->getHandle());
}

void Store::transact(const std::function<void()>& work)
{
    if (depth_ > 0) {
        work();
        return;
    }
    try {
        db_->exec("begin immediate");
        ++depth_;
        work();
        db_->exec("commit");
        --depth_;
    } catch (...) {
        if (depth_ > 0) {
            --depth_;
            sqlite3_exec(db_->getHandle(), "rollback", nullptr, nullptr, nullptr);
        }
        rethrow();
    }
}

void rethrow()
{
    try {
        throw;
    } catch (const SQLite::Exception& e) {
        const auto failure = [&](Said hint) {
            return Error(ErrorKind::store, said("the store: {}", e.what()), std::move(hint));
        };
        switch (e.getErrorCode() & 0xFF) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED: refuse_busy();
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            throw failure(
                said("restore it with 'redress store import' from a backup; 'redress store verify' says what is damaged"));
        case SQLITE_FULL: throw failure(said("free some disk space and run the same command again; nothing was stored"));
        case SQLITE_READONLY:
        case SQLITE_PERM:
        case SQLITE_CANTOPEN: throw failure(said("check who may write to the store's folder, or name another with --store"));
        default: throw failure({});
        }
    }
}

} // namespace redress::store
