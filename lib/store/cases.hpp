// Cases, their links and their exhibits. Exhibit labels and page numbers are given once and never change.
#pragma once

#include "model/record.hpp"
#include "store/store.hpp"

#include <optional>
#include <string>
#include <vector>

namespace redress::store {

struct CaseRow {
    std::string id; // "C-0001"
    std::string shop;
    model::Case facts;
};

CaseRow open_case(Store& store, const std::string& shop, const model::Case& facts);
void update_case(Store& store, const CaseRow& row, const std::string& why);
std::vector<CaseRow> list_cases(Store& store, const std::string& shop = {}, bool open_only = false);
// An id, a unique prefix, the platform's number, an order number, or "last". Throws Error{usage} with what there is.
CaseRow find_case(Store& store, const std::string& word);

struct LinkRow {
    std::string case_id, record, role, by;
};
// False if that link was there already.
bool add_link(Store& store, const LinkRow& link);
bool remove_link(Store& store, const std::string& case_id, const std::string& record);
std::vector<LinkRow> list_links(Store& store, const std::string& case_id);

struct ExhibitRow {
    std::string case_id, item; // item: what the exhibit shows ("thread:…", "order:…", "document:d_…"), unique in its case
    int number = 0;            // from 1; its label (A, B, … AA) follows from it
    int first_page = 0;        // running number of its first page in the package; 0: not yet known
    int pages = 0;
};
// The exhibit of an item: the one allocated before, or the next number. Journalled, never moves the case's revision.
ExhibitRow allocate_exhibit(Store& store, const std::string& case_id, const std::string& item);
// Reserves running page numbers once; a later call with as many pages gets the same.
ExhibitRow allocate_pages(Store& store, const std::string& case_id, const std::string& item, int pages);
std::vector<ExhibitRow> list_exhibits(Store& store, const std::string& case_id);

} // namespace redress::store
