-- What requests with an Idempotency-Key that did something to projections were answered, so that one
-- that is sent again gets the same. It is forgotten after 24 hours. The command side has one of the same shape.
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
