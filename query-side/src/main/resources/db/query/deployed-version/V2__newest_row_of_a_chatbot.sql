-- The newest position of a chatbot, by one look; nothing lists versions here.
create index version_change on version (chatbot_id, from_position);
drop index version_of_chatbot;
