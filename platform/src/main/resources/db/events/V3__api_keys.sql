-- What opens something with an API key; all else about it is said by its events. It stands beside the
-- log, like the contents, and is no part of a capsule: a copied key does not open the copy.
create table events.api_key (
  key_id      text           not null,
  secret_hash bytea          check (octet_length(secret_hash) = 32),
  last_used   timestamptz(3),
  constraint api_key_id primary key (key_id)
) with (fillfactor = 70);
comment on column events.api_key.secret_hash is 'SHA-256 of the secret; null: it was revoked';
comment on column events.api_key.last_used is 'to the minute';

-- Whoever may read the log may note that a key was used, and change nothing else here: the query side
-- lets callers in too, with a user that has no right to write in this schema.
create function events.note_use_of_api_key(id text, at timestamptz) returns void
  language sql volatile security definer set search_path = pg_catalog, pg_temp
as $$
  update events.api_key set last_used = least(at, date_trunc('milliseconds', clock_timestamp()))
   where key_id = id and (last_used is null or last_used < at - interval '1 minute')
$$;
