-- Whose words the current values of a record are; null: those of `source`. What is forgotten with a source depends on it.
alter table record add column said_by integer references source (row);

-- Two rows of one number in two sheets of a workbook are two sightings: the offset tells them apart.
create table sighting_2 (
    record integer not null references record (pk),
    source integer not null references source (row),
    position integer not null,
    offset integer not null,
    length integer not null,
    primary key (record, source, position, offset)
) strict, without rowid;
insert into sighting_2 select record, source, position, offset, length from sighting;
drop table sighting;
alter table sighting_2 rename to sighting;
create index sighting_source on sighting (source);

-- One name shown as another: conversations and people that two exports call differently. Ids keep the name as written.
create table alias (
    shop text not null,
    kind text not null check (kind in ('thread', 'sender')),
    name text not null,
    shown text not null,
    hash text not null,
    unique (shop, kind, name)
) strict;
