-- Rebuilds and verifications: each builds one generation beside the live one.
create table rebuild (
  id             text           not null,
  projection     text           not null references projection (name),
  kind           text           not null check (kind in ('rebuild', 'verification')),
  -- Never used again, so that who still has an old number finds nothing.
  generation     integer        not null,
  state          text           not null check (state in ('running', 'swapped', 'done', 'failed', 'cancelled')),
  -- What it is doing while it runs. While it is joining, every answer asks which generation is the
  -- live one, so that all of them change at the same moment.
  phase          text           not null check (phase in ('making', 'building', 'joining', 'over')),
  -- The newest position of the log when it was asked for.
  head           bigint         not null,
  actor          text           not null,
  reason         text,
  started        timestamptz(3) not null default clock_timestamp(),
  finished       timestamptz(3),
  handled        bigint,
  total          bigint,
  failure        text,
  result         json,
  -- The generation that nobody needs once it is over, until it is dropped, and from when on it may be.
  leftover       integer,
  leftover_until timestamptz,
  constraint rebuild_id primary key (id),
  constraint rebuild_generation unique (projection, generation),
  constraint rebuild_is_over_or_runs check ((state = 'running') = (phase <> 'over') and (state = 'running') = (finished is null))
);

create unique index rebuild_running on rebuild (projection) where state = 'running';
create index rebuild_leftover on rebuild (leftover_until) where leftover is not null;
