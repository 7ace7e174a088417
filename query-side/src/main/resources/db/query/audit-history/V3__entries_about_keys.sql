-- An API key belongs to no chatbot, and to no version.
alter table entry
  alter column chatbot_id drop not null,
  alter column version_id drop not null,
  alter column version_number drop not null;
