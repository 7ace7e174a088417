-- The processes that follow the log, each with the time, by this database's clock, at which it was
-- heard of last. Which of them works on which segment follows from who lives.
create table process (
  id   text        not null,
  seen timestamptz not null,
  constraint process_id primary key (id)
);

-- The process that works on the rebuilds of a projection, for as long as it lives.
create table turn (
  projection text not null references projection (name),
  process    text not null,
  constraint turn_of_projection primary key (projection)
);
