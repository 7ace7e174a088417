-- Between which times the handled events of a block are: a search by time goes to the right
-- positions. Null where a process wrote that knew nothing of it: any time, then.
alter table handled_block
  add column first_time timestamptz(3),
  add column last_time  timestamptz(3);

update handled_block
set first_time = log.first_time, last_time = log.last_time
from (select global_index / 1000 as block, min(time_stamp) as first_time, max(time_stamp) as last_time
      from events.event group by 1) as log
where log.block = handled_block.block;
