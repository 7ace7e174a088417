-- Its own copy of the versions: a dead letter of another projection does not touch these answers.
-- The columns are those of version-list.
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
  content_name         json,
  deployed             timestamptz(3),
  deployed_environment text,
  running              jsonb          not null,
  deleted_at           timestamptz(3),
  revision             bigint         not null,
  from_position        bigint         not null,
  to_position          bigint,
  constraint version_from primary key (version_id, from_position)
);

create unique index version_now on version (version_id) where to_position is null;
create index version_of_chatbot on version (chatbot_id, created_position, from_position);

-- The ledger: each deployment is an interval of time and of positions.
create table deployment (
  deployment_id          text           not null,
  chatbot_id             text           not null,
  environment            text           not null,
  apps                   text           not null,
  settings               text           not null,
  conversation           text           not null,
  kind                   text           not null check (kind in ('deploy', 'rollback')),
  actor                  text           not null,
  reason                 text,
  previous_deployment_id text,
  from_time              timestamptz(3) not null,
  from_position          bigint         not null,
  to_time                timestamptz(3),
  to_position            bigint,
  constraint deployment_key primary key (deployment_id),
  constraint deployment_ends_after_it_begins check (to_position > from_position and to_time >= from_time)
);

create unique index deployment_running on deployment (chatbot_id, environment) where to_position is null;
create index deployment_of_chatbot on deployment (chatbot_id, from_position);
create index deployment_of_environment on deployment (chatbot_id, environment, from_position);
