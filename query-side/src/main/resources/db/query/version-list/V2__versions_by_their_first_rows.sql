-- A list goes from version to version by their first rows, and from each to the one that was true:
-- so a version with thousands of rows makes no list longer.
create index version_first on version (chatbot_id, created_position)
  where from_position = created_position;
drop index version_of_chatbot;
