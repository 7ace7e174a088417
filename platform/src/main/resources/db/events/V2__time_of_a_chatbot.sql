-- "As of a time" for one chatbot, by one look at an index. Of a chatbot, time never runs backwards.
create index event_chatbot_time on events.event (chatbot_id, time_stamp, global_index);
