-- What was done to projections: rebuilds, verifications, dead letters.
create table journal (
  id         bigint         not null generated always as identity,
  time       timestamptz(3) not null default clock_timestamp(),
  projection text           not null references projection (name),
  actor      text           not null,
  action     text           not null,
  reason     text,
  detail     text           not null,
  constraint journal_entry primary key (id)
);

create index journal_of_projection on journal (projection, id);
