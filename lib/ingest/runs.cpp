#include "ingest/runs.hpp"

#include "model/identity.hpp"

namespace redress::ingest {

void Runs::seen(const model::Record& record, const hash::Digest& key, std::uint32_t occurrence, Put put)
{
    if (!sink_.edges) return;
    auto& thread = threads_[std::get<model::Message>(record.body).thread];
    const bool known = put != Put::fresh;
    const auto first_id = [&] {
        hash::Sha256 sha;
        return occurrence == 1 ? record.id : model::message_id(sha, key, 1);
    };
    if (thread.messages == 0) {
        thread.first = {key, first_id(), {}};
        thread.last = thread.first;
    }
    ++thread.messages;
    thread.known += known;
    thread.still_first = thread.still_first && key == thread.first.key;
    if (thread.still_first && known) thread.first.known.push_back(record);
    if (key != thread.last.key) thread.last = {key, first_id(), {}};
    if (known) thread.last.known.push_back(record);
}

void Runs::settle(const Run& run, const Thread& thread, const std::function<Put(const model::Record&)>& put_further)
{
    if (run.known.empty()) return;
    const bool others_known = thread.known > run.known.size();
    const bool whole_file = thread.messages == run.known.size(); // nothing but this run: the same message read again
    if (others_known || whole_file || !sink_.only_at_edges(run.first_id)) return;
    hash::Sha256 sha;
    auto occurrence = static_cast<std::uint32_t>(run.known.size());
    for (auto record : run.known) {
        do record.id = model::message_id(sha, run.key, ++occurrence);
        while (put_further(record) != Put::fresh);
        ++doubled_;
    }
}

void Runs::finish(const std::function<Put(const model::Record&)>& put_further)
{
    if (!sink_.edges) return;
    std::vector<Edge> edges;
    for (const auto& [name, thread] : threads_) {
        settle(thread.first, thread, put_further);
        if (thread.last.first_id != thread.first.first_id) settle(thread.last, thread, put_further);
        edges.push_back({name, thread.first.first_id, thread.last.first_id});
    }
    sink_.edges(edges);
}

} // namespace redress::ingest
