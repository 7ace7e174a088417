-- What PostgreSQL's parser would keep together becomes a blank: it takes "v2.0.0" for a host and
-- "menu/spring" for a file, so that nobody could find a part of either. (One translate of all of
-- them takes ten times as long.)
create function spaced(text) returns text
  language sql immutable strict parallel safe
  return
    replace(replace(replace(replace(replace(replace(replace(replace(
    replace(replace(replace(replace(replace(replace(replace(replace(
      $1, '.', ' '), '/', ' '), '-', ' '), '_', ' '), '@', ' '), ':', ' '), '<', ' '), '&', ' '),
      '~', ' '), '+', ' '), '“', ' '), '”', ' '), '„', ' '), '’', ' '), '«', ' '), '»', ' ');

alter table entry add column words tsvector not null
  generated always as (to_tsvector('simple', spaced(summary || ' ' || coalesce(reason, '')))) stored;

-- With the blocks of positions that an entry is in, a small one and a large one (a negative number),
-- a search can take the newest entries first. The list of entries that wait to be sorted in is
-- short: every search reads all of it.
create index entry_words on entry using gin (words, (array[position >> 12, -1 - (position >> 18)]))
  with (gin_pending_list_limit = 128);

-- Times are searched by blocks of positions (query.handled_block), which hold what is near in time.
drop index entry_time;
