-- A row says what was true from one position on until, exclusively, another; null: until now.
create table version (
  version_id           text           not null,
  chatbot_id           text           not null,
  created_position     bigint         not null,
  version_number       text           not null,
  name                 text           not null,
  description          text           not null,
  model_id             text           not null,
  steps                bigint         not null,
  events               bigint         not null,
  intents              bigint         not null,
  entities             bigint         not null,
  flows                bigint         not null,
  triggers             bigint         not null,
  created              timestamptz(3) not null,
  created_by           text           not null,
  environment          text           not null,
  content_hash         text           not null,
  -- The content's own member "name" as it was given, so that a list need not open every content.
  content_name         json,
  deployed             timestamptz(3),
  deployed_environment text,
  -- {"prod": {"deploymentId", "since", "by", "whole"}}: where it runs, and whether wholly.
  running              jsonb          not null,
  deleted_at           timestamptz(3),
  revision             bigint         not null,
  from_position        bigint         not null,
  to_position          bigint,
  constraint version_from primary key (version_id, from_position)
);

create unique index version_now on version (version_id) where to_position is null;
create index version_of_chatbot on version (chatbot_id, created_position, from_position);

create table chatbot (
  -- Sorted by bytes, whatever the database's locale: the list of chatbots is paged by it.
  chatbot_id    text collate "C" not null,
  versions      bigint         not null,
  last_change   timestamptz(3) not null,
  -- {"prod": {"deploymentId", "versionId", "since"}}
  environments  jsonb          not null,
  from_position bigint         not null,
  to_position   bigint,
  constraint chatbot_from primary key (chatbot_id, from_position)
);

create unique index chatbot_now on chatbot (chatbot_id) where to_position is null;
