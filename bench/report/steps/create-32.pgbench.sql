-- Derived from what Botledger sent to PostgreSQL for: create
\set n 3000 + :client_id * 31 + random(0, 30)
\set f1 random(1000000000000000, 8999999999999999)
\set f2 random(1000000000000000, 8999999999999999)
\set f3 random(1000000000000000, 8999999999999999)
\set f4 random(1000000000000000, 8999999999999999)
\set f5 random(1000000000000000, 8999999999999999)
\set f6 random(1000000000000000, 8999999999999999)
\startpipeline
BEGIN;
insert into command.chatbot (chatbot_id) values (cast('chat-' || :n as varchar)) on conflict do nothing;

select 1 from command.chatbot where chatbot_id = cast('chat-' || :n as varchar) for update;

select last_number, last_model_id,
greatest(
date_trunc('milliseconds', least(cast(null as varchar)::timestamptz, clock_timestamp())), newest_time)
from command.chatbot where chatbot_id = cast('chat-' || :n as varchar);

select e.environment, e.running, e.newest,
d.deployment_id, d.environment, d.apps, d.settings, d.conversation, d.goes_back_to
from command.environment e
left join command.deployment r on r.deployment_id = e.running
join command.deployment d
on d.deployment_id = any (array[e.running, e.newest, r.goes_back_to])
where e.chatbot_id = cast('chat-' || :n as varchar);

select 1 where false;

select version_id, name, deleted from command.version
where chatbot_id = cast('chat-' || :n as varchar) and not deleted and name = cast('release ' || :f1 as varchar);
\endpipeline
\startpipeline
insert into command.version (version_id, chatbot_id, name, deleted) values (cast('3a0b9864-8ea8-44ec-a' || :f2 as varchar), cast('chat-' || :n as varchar), cast('release ' || :f1 as varchar), cast('FALSE' as boolean));

insert into command.chatbot (chatbot_id, newest_time, last_number, last_model_id)
values (cast('chat-' || :n as varchar), cast(E'2026-11-22 12\07258\07207.754+00' as timestamptz), cast('1.90' as varchar), cast('' as varchar))
on conflict (chatbot_id) do update set newest_time = excluded.newest_time,
last_number = excluded.last_number, last_model_id = excluded.last_model_id;

insert into events.content (hash, size, content) values (cast('7ce25635bfc45d2a7bdbebff30304aa082c14e855770828f' || :f3 as varchar), cast('566' as bigint), cast(E'{"greeting"\072"Welcome, ' || :f1 || E'!","flows"\072[{"name"\072"order","steps"\072[{"say"\072"What would you like?"},{"ask"\072"dish"},{"ask"\072"size"},{"say"\072"Thank you."}]},{"name"\072"complain","steps"\072[{"say"\072"Sorry to hear."},{"ask"\072"order number"},{"hand over"\072"to a person"}]}],"intents"\072[{"name"\072"order","examples"\072["I want a pizza","one margherita please","can I get a calzone"]},{"name"\072"complain","examples"\072["it was cold","where is my order"]}],"preferences"\072{"language"\072"en","tone"\072"calm","timeout"\07230},"integrations"\072{"pos"\072{"url"\072"https\072//pos.example/api","version"\0723}}}' as varchar)::json)
on conflict (hash) do nothing;

insert into events.event (event_identifier, aggregate_identifier, sequence_number, type,
payload_type, payload_revision, payload, meta_data, time_stamp)
values (cast('ad4deaef-599e-4941-b' || :f4 as varchar), cast('3a0b9864-8ea8-44ec-a' || :f2 as varchar), cast('0' as bigint), cast('Version' as varchar), cast('VersionCreated' as varchar), cast('1' as varchar), cast(E'{"chatbotId"\072"chat-' || :n || E'","name"\072"release ' || :f1 || E'","description"\072"","versionNumber"\072"1.90","modelId"\072"","environment"\072"dev","stats"\072{"steps"\0727,"events"\0720,"intents"\0722,"entities"\0720,"flows"\0722,"triggers"\0720},"contentHash"\072"7ce25635bfc45d2a7bdbebff30304aa082c14e855770828f' || :f3 || E'","contentSize"\072566}' as varchar)::json, cast(E'{"actor"\072{"name"\072"admin","kind"\072"key","credential"\072"key\072admin"},"causationId"\072"e1f99bd6-33da-402d-a' || :f5 || E'","correlationId"\072"37c97f8e-66e3-4254-8' || :f6 || E'","surface"\072"v1","commandId"\072"e1f99bd6-33da-402d-a' || :f5 || '"}' as varchar)::json, cast(E'2026-11-22 12\07258\07207.754+00' as timestamptz))
returning global_index;
\endpipeline
COMMIT;
