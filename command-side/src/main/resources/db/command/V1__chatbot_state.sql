-- What decisions need to know of a chatbot besides the one version they are about. A projection that
-- is written in the transaction of the events, under the lock of the chatbot's row, and that can be
-- computed again from the events (CommandStateCheck). Nothing here is a foreign key: the events are
-- what is true, and every write follows from one of them.

-- The row that every command locks first. Frequently updated, no index but the key: room for HOT.
create table chatbot (
  chatbot_id    text           not null,
  newest_time   timestamptz(3),
  last_number   text,
  last_model_id text,
  constraint chatbot_key primary key (chatbot_id)
) with (fillfactor = 50);
comment on column chatbot.newest_time is 'of its newest event; null only inside the transaction of its first';
comment on column chatbot.last_number is 'versionNumber of the version created last';

create table version (
  version_id  text    not null,
  chatbot_id  text    not null,
  name        text    not null,
  deleted     boolean not null,
  newest_dev  text,
  newest_test text,
  newest_prod text,
  constraint version_key primary key (version_id)
) with (fillfactor = 80);
comment on column version.newest_dev is 'the newest deployment in which it ran in dev, and so on';

-- Rule 3, enforced once more than the decision does.
create unique index version_name on version (chatbot_id, name) where not deleted;

create table deployment (
  deployment_id text           not null,
  chatbot_id    text           not null,
  environment   text           not null check (environment in ('dev', 'test', 'prod')),
  apps          text           not null,
  settings      text           not null,
  conversation  text           not null,
  goes_back_to  text,
  replaces      text,
  since         timestamptz(3) not null,
  started_by    text           not null,
  constraint deployment_key primary key (deployment_id)
);
comment on column deployment.goes_back_to is 'the deployment that the environment goes back to from this one';
comment on column deployment.replaces is 'the deployment that ended as this one started; null where nothing ran';

create table environment (
  chatbot_id  text not null,
  environment text not null check (environment in ('dev', 'test', 'prod')),
  running     text,
  newest      text not null,
  constraint environment_key primary key (chatbot_id, environment)
) with (fillfactor = 50);
comment on column environment.running is 'the deployment that runs; null where nothing does';
comment on column environment.newest is 'the deployment that started last, running or ended';
