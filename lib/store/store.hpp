// The store: a private folder with one SQLite file, the originals by their SHA-256, and a key for fingerprints.
// Every change runs in one transaction that also appends to the journal; see DESIGN section 4.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

namespace SQLite {
class Database;
}

namespace redress::store {

enum class Mode { read, write };

class Store {
public:
    // Writing makes the folder and migrates; reading never changes anything. Throws Error{store}, Error{busy}.
    static std::unique_ptr<Store> open(const std::filesystem::path& folder, Mode mode);
    static bool exists(const std::filesystem::path& folder);
    ~Store();
    Store(const Store&) = delete;
    Store& operator=(const Store&) = delete;

    const std::filesystem::path& folder() const { return folder_; }
    std::string secret_key() const; // for fingerprints of secrets
    // One BEGIN IMMEDIATE transaction; an exception rolls it back. Nested calls join the outer one.
    void transact(const std::function<void()>& work);
    // Pages of the database that are only kept in case they are asked for again: tens of megabytes after a large case.
    void give_back_memory() const;
    SQLite::Database& db() const { return *db_; } // for lib/store only

private:
    Store(std::filesystem::path folder, Mode mode);
    std::filesystem::path folder_;
    std::unique_ptr<SQLite::Database> db_;
    int depth_ = 0;
};

// Translates what SQLite throws into Error (busy: 75; corrupt, full, read-only: 3 with a hint). For lib/store only.
[[noreturn]] void rethrow();

} // namespace redress::store
