-- Which generation of a projection answers. A generation is a schema plus a processor's name.
create table projection (
  name            text    not null,
  live_generation integer not null check (live_generation > 0),
  constraint projection_name primary key (name)
);

insert into projection (name, live_generation)
values ('version-list', 1), ('deployed-version', 1), ('audit-history', 1);

-- Axon's tracking tokens: how far each segment of each processor is, and who has it.
create table token_entry (
  processor_name text    not null,
  segment        integer not null,
  token          text,
  token_type     text,
  timestamp      text,
  owner          text,
  constraint token_segment primary key (processor_name, segment)
);

-- Axon's dead letters: events that a projection could not apply, and those that wait behind them.
create table dead_letter_entry (
  dead_letter_identifier text   not null,
  processing_group       text   not null,
  sequence_identifier    text   not null,
  sequence_index         bigint not null,
  message_type           text   not null,
  event_identifier       text   not null,
  time_stamp             text   not null,
  payload_type           text   not null,
  payload_revision       text,
  payload                bytea  not null,
  meta_data              bytea,
  type                   text,
  aggregate_identifier   text,
  sequence_number        bigint,
  token_type             text,
  token                  bytea,
  enqueued_at            text   not null,
  last_touched           text,
  processing_started     text,
  cause_type             text,
  cause_message          text,
  diagnostics            bytea,
  constraint dead_letter primary key (dead_letter_identifier),
  constraint dead_letter_sequence unique (processing_group, sequence_identifier, sequence_index)
);

-- How many events were handled, for each block of 1,000 positions; written with the token. A
-- position alone proves nothing.
create table handled_block (
  processor_name text    not null,
  block          bigint  not null,
  segment        integer not null,
  handled        bigint  not null,
  constraint handled_block_segment primary key (processor_name, block, segment)
);
