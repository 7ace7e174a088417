-- What separates words. The rest is left to PostgreSQL's parser, which would otherwise take "v2.0.0"
-- for a host and "menu/spring" for a file, so that nobody could find a part of either.
create function spaced(text) returns text
  language sql immutable strict parallel safe
  return translate($1, U&'!"#$%&''()*+,-./:;<=>?@[\005C]^_`{|}~\00A0\00A1\00AB\00B7\00BB\00BF\2013\2014\2018\2019\201A\201C\201D\201E\2026',
    repeat(' ', 47));

alter table entry add column words tsvector not null
  generated always as (to_tsvector('simple', spaced(summary || ' ' || coalesce(reason, '')))) stored;

-- With the block of positions, a search can take the newest entries first. The list of entries that
-- wait to be sorted in is short: every search reads all of it.
create index entry_words on entry using gin (words, (array[position >> 12]))
  with (gin_pending_list_limit = 128);

-- Times are searched by blocks of positions (query.handled_block), which hold what is near in time.
drop index entry_time;
