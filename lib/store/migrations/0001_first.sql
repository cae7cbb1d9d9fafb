-- Every row that holds data carries `hash`, a SHA-256 over its other columns: SQLite itself finds few bit flips.
create table shop (
    name text primary key,
    platform text not null,
    zone text not null,
    lang text not null,
    sellers text not null,  -- JSON array
    channels text not null, -- JSON array
    hash text not null
) strict;

-- One ingest of one file.
create table source (
    row integer primary key,
    sha256 text not null,      -- of the file as the user has it
    kept_sha256 text not null, -- of the copy in blobs/, where secrets were replaced
    name text not null,
    format text not null,
    encoding text not null,
    shop text not null,
    thread text not null,
    zone text not null,
    zone_from text not null,
    date_order text not null,
    bytes integer not null,
    parser integer not null,
    receipt text not null,
    ingested_at text not null,
    hash text not null
) strict;
create index source_sha256 on source (sha256);

create table thread (
    row integer primary key,
    shop text not null,
    name text not null,
    unique (shop, name)
) strict;

-- The current revision of every record; `source` and the three after it say where it was first seen.
create table record (
    pk integer primary key,
    id text not null,
    type text not null,
    shop text not null,
    thread integer references thread (row),
    at integer, -- milliseconds since 1970, UTC
    seq integer not null,
    source integer references source (row),
    position integer not null,
    offset integer not null,
    length integer not null,
    revision integer not null,
    as_of text not null,
    body text not null,
    hash text not null
) strict;
create unique index record_id on record (id);
create index record_thread on record (thread, at);
create index record_type on record (type, at) where type <> 'message';

-- Revisions that are not current.
create table revision (
    record integer not null references record (pk),
    number integer not null,
    source integer references source (row),
    as_of text not null,
    body text not null,
    hash text not null,
    primary key (record, number)
) strict, without rowid;

-- Where else a record was seen, in the order of ingest.
create table sighting (
    record integer not null references record (pk),
    source integer not null references source (row),
    position integer not null,
    offset integer not null,
    length integer not null,
    primary key (record, source, position)
) strict, without rowid;
create index sighting_source on sighting (source);

-- Numbers by which records find each other.
create table ref (
    value text not null,
    kind text not null,
    record integer not null references record (pk),
    primary key (value, kind, record)
) strict, without rowid;
create index ref_record on ref (record);

-- First and last run of equal messages of a conversation in a source: see ingest/occurrences.hpp.
create table edge (
    source integer not null references source (row),
    thread text not null,
    first text not null,
    last text not null,
    primary key (source, thread)
) strict, without rowid;

create table dispute (
    id text primary key,
    shop text not null,
    body text not null,
    hash text not null
) strict;

create table link (
    row integer primary key,
    case_id text not null references dispute (id),
    record text not null,
    role text not null,
    by text not null,
    hash text not null,
    unique (case_id, record)
) strict;
create index link_record on link (record);

create table exhibit (
    case_id text not null references dispute (id),
    item text not null,
    number integer not null,
    first_page integer not null,
    pages integer not null,
    hash text not null,
    primary key (case_id, item),
    unique (case_id, number)
) strict;

create table journal (
    seq integer primary key,
    utc text not null,
    actor text not null,
    version text not null,
    action text not null,
    object text not null,
    case_id text not null,
    before text not null,
    after text not null,
    detail text not null,
    previous text not null,
    hash text not null
) strict;
create trigger journal_keeps before delete on journal begin select raise(abort, 'the journal only grows'); end;
create trigger journal_stays before update on journal begin select raise(abort, 'the journal only grows'); end;

-- Contentless: the index holds terms, the text stays in record. `indexed_to` is the last pk covered; records revised
-- after that are listed in search_again and read directly.
create virtual table search using fts5 (terms, content = '', tokenize = "unicode61 remove_diacritics 0");
create table search_state (one integer primary key check (one = 1), indexed_to integer not null) strict;
insert into search_state values (1, 0);
create table search_again (record integer primary key) strict;
