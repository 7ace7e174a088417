-- What an entry needs to know of a version: its number and the name it had at the time.
create table version (
  version_id     text   not null,
  chatbot_id     text   not null,
  version_number text   not null,
  name           text   not null,
  from_position  bigint not null,
  to_position    bigint,
  constraint version_from primary key (version_id, from_position)
);

create unique index version_now on version (version_id) where to_position is null;

create table entry (
  position       bigint         not null,
  time           timestamptz(3) not null,
  chatbot_id     text           not null,
  version_id     text           not null,
  version_number text           not null,
  environment    text,
  action         text           not null,
  actor_name     text           not null,
  actor_kind     text           not null,
  reason         text,
  surface        text           not null,
  -- RFC 6902, on {"versions": {id: ...}, "environments": {"prod": ...}} of the chatbot.
  change         json           not null,
  summary        text           not null,
  constraint entry_position primary key (position)
);

-- One for each filter; all are read in the order of positions, from either end.
create index entry_chatbot on entry (chatbot_id, position);
create index entry_version on entry (version_id, position);
create index entry_environment on entry (environment, position);
create index entry_actor on entry (actor_name, position);
create index entry_action on entry (action, position);
create index entry_surface on entry (surface, position);
create index entry_time on entry (time, position);
