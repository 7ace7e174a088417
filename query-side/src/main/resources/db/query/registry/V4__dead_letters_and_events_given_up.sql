-- The key of Axon's table has the name that the new table shall have.
alter table dead_letter_entry rename constraint dead_letter to dead_letter_entry_key;

-- Events that a projection could not apply, and those of the same chatbot that wait behind them. The
-- events themselves stand in the log.
create table dead_letter (
  processor_name text           not null,
  chatbot_id     text           not null,
  position       bigint         not null,
  -- Null: it waits behind another one.
  cause_type     text,
  cause_message  text,
  since          timestamptz(3) not null,
  last_tried     timestamptz(3),
  constraint dead_letter_sequence_of_chatbot primary key (processor_name, chatbot_id, position),
  constraint dead_letter_position unique (processor_name, position)
);

-- Events that operators decided to do without. Later events of the version do not miss them.
create table given_up (
  processor_name text   not null,
  projection     text   not null references projection (name),
  chatbot_id     text   not null,
  position       bigint not null,
  version_id     text   not null,
  sequence       bigint not null,
  constraint given_up_of_chatbot primary key (projection, chatbot_id, position, processor_name)
);

create index given_up_by_processor on given_up (processor_name, position);

-- The first releases could queue an event twice, where the log handed it out again.
insert into dead_letter (processor_name, chatbot_id, position, cause_type, cause_message, since, last_tried)
select distinct on (processing_group, (convert_from(meta_data, 'UTF8')::json ->> 'position')::bigint)
  processing_group, sequence_identifier, (convert_from(meta_data, 'UTF8')::json ->> 'position')::bigint,
  cause_type, cause_message, enqueued_at::timestamptz,
  case when cause_type is not null then last_touched::timestamptz end
from dead_letter_entry
order by processing_group, (convert_from(meta_data, 'UTF8')::json ->> 'position')::bigint, sequence_index;

delete from dead_letter_entry;

comment on table dead_letter_entry is 'Of the first releases; what they left there stands in dead_letter.';
