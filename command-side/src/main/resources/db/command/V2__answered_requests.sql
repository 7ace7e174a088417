-- What requests with an Idempotency-Key were answered, so that one that is sent again gets the same.
-- No projection: it cannot be computed from the events, and is forgotten after 24 hours.
create table answered_request (
  request_key bytea       not null,
  fingerprint bytea       not null,
  answered    timestamptz not null default now(),
  status      smallint    not null,
  body        text        not null,
  location    text,
  entity_tag  text,
  constraint answered_request_key primary key (request_key)
);
comment on column answered_request.request_key is 'SHA-256 of the credential and the key';
comment on column answered_request.fingerprint is 'SHA-256 of method, path, query and body';

create index answered_request_age on answered_request (answered);
