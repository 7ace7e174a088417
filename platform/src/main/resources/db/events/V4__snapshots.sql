-- What an aggregate was after one of its events, so that a load does not read all before that one.
-- Computed from the log, and no part of it: whoever deletes rows makes the next loads longer, no more.
create table events.snapshot (
  aggregate_identifier text   not null,
  sequence_number      bigint not null,
  revision             text   not null,
  state                json   not null,
  constraint snapshot_aggregate primary key (aggregate_identifier)
) with (fillfactor = 70);
comment on column events.snapshot.sequence_number is 'of the last event that is in it';
comment on column events.snapshot.revision is 'of the way states are kept: those of another one are not read';
