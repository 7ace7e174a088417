-- The log. Types are logical names (see EventTypes); json, not jsonb, keeps what was written.
create table events.event (
  -- The cache of 1 is essential: a session that kept positions in hand could commit one of them long
  -- after readers had proof that it was given up.
  global_index         bigint generated always as identity (cache 1),
  event_identifier     text            not null,
  aggregate_identifier text            not null,
  sequence_number      bigint          not null,
  type                 text            not null,
  payload_type         text            not null,
  payload_revision     text            not null,
  payload              json            not null,
  meta_data            json            not null,
  time_stamp           timestamptz(3)  not null,
  chatbot_id           text            not null generated always as (payload ->> 'chatbotId') stored,
  constraint event_position   primary key (global_index),
  constraint event_identifier unique (event_identifier),
  constraint event_stream     unique (aggregate_identifier, sequence_number)
);

create index event_chatbot on events.event (chatbot_id, global_index);

-- Contents, once each. Part of the log, beside the events, so that loads and replays stay small.
create table events.content (
  hash    text   not null check (hash ~ '^[0-9a-f]{64}$'),
  size    bigint not null check (size >= 0),
  content json   not null,
  constraint content_hash primary key (hash)
);

-- Readers of the log close a gap by proof (see GapSafeReader), which needs the writing transaction
-- to have its id before it takes a position. A statement trigger runs before any row gets one.
create function events.take_transaction_id() returns trigger language plpgsql as $$
begin
  perform pg_current_xact_id();
  return null;
end
$$;

create trigger transaction_id_before_position before insert on events.event
  for each statement execute function events.take_transaction_id();

create function events.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception using
    errcode = 'restrict_violation',
    message = format('%s of %I.%I is refused: the log is only ever appended to', tg_op, tg_table_schema, tg_table_name),
    hint = 'Say what is true now with a new event.';
end
$$;

-- Once for each statement, which also refuses those that would change no row; and once for each row,
-- for the ways that reach rows without naming the table.
create trigger append_only before update or delete or truncate on events.event
  for each statement execute function events.refuse_change();
create trigger append_only_rows before update or delete on events.event
  for each row execute function events.refuse_change();
create trigger append_only before update or delete or truncate on events.content
  for each statement execute function events.refuse_change();
create trigger append_only_rows before update or delete on events.content
  for each row execute function events.refuse_change();

-- Always: session_replication_role does not switch them off.
alter table events.event enable always trigger transaction_id_before_position;
alter table events.event enable always trigger append_only;
alter table events.event enable always trigger append_only_rows;
alter table events.content enable always trigger append_only;
alter table events.content enable always trigger append_only_rows;
