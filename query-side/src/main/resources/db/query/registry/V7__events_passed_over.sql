-- Of the events that a projection has nothing to do with (those of API keys), the newest one that it
-- has counted: the log may hand them out again.
create table passed_over (
  processor_name text   not null,
  position       bigint not null,
  constraint passed_over_processor primary key (processor_name)
);
