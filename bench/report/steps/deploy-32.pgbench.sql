-- Derived from what Botledger sent to PostgreSQL for: deploy
\set n 3000 + :client_id * 31 + random(0, 30)
\set f1 random(1000000000000000, 8999999999999999)
\set f2 random(1000000000000000, 8999999999999999)
\set f3 random(1000000000000000, 8999999999999999)
\set f4 random(1000000000000000, 8999999999999999)
\set f5 random(1000000000000000, 8999999999999999)
\set f6 random(1000000000000000, 8999999999999999)
\set f7 random(1000000000000000, 8999999999999999)
\set f8 random(1000000000000000, 8999999999999999)
\startpipeline
BEGIN;
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
where chatbot_id = cast('chat-' || :n as varchar) and version_id = cast('a0000000-0000-4000-8000-00000000' || :n as varchar);

with aggregate as (select (cast('a0000000-0000-4000-8000-00000000' || :n as varchar)) as id),
kept as (
select snapshot.* from aggregate
join events.snapshot on aggregate_identifier = id and revision = '1')
select null::bigint as global_index, null as event_identifier, aggregate_identifier, sequence_number, null as type, 'Snapshot' as payload_type, revision as payload_revision, state as payload, null::json as meta_data, null::timestamptz as time_stamp from kept
union all
(select event.* from aggregate cross join lateral (
select global_index, event_identifier, aggregate_identifier, sequence_number, type, payload_type, payload_revision, payload, meta_data, time_stamp from events.event
where aggregate_identifier = id
and sequence_number > coalesce((select sequence_number from kept), -1)
order by sequence_number limit 1000) as event)
order by sequence_number;

with aggregate as (select (select d.conversation from command.environment e
join command.deployment d on d.deployment_id = e.running
where e.chatbot_id = cast('chat-' || :n as varchar) and e.environment = cast('prod' as varchar) and d.conversation is distinct from cast('a0000000-0000-4000-8000-00000000' || :n as varchar)) as id),
kept as (
select snapshot.* from aggregate
join events.snapshot on aggregate_identifier = id and revision = '1')
select null::bigint as global_index, null as event_identifier, aggregate_identifier, sequence_number, null as type, 'Snapshot' as payload_type, revision as payload_revision, state as payload, null::json as meta_data, null::timestamptz as time_stamp from kept
union all
(select event.* from aggregate cross join lateral (
select global_index, event_identifier, aggregate_identifier, sequence_number, type, payload_type, payload_revision, payload, meta_data, time_stamp from events.event
where aggregate_identifier = id
and sequence_number > coalesce((select sequence_number from kept), -1)
order by sequence_number limit 1000) as event)
order by sequence_number;
\endpipeline
\startpipeline
insert into command.deployment (deployment_id, chatbot_id, environment, apps, settings,
conversation, goes_back_to, replaces, since, started_by)
values (cast('b056f24c-8cfa-4019-a' || :f1 as varchar), cast('chat-' || :n as varchar), cast('prod' as varchar), cast('a0000000-0000-4000-8000-00000000' || :n as varchar), cast('a0000000-0000-4000-8000-00000000' || :n as varchar), cast('a0000000-0000-4000-8000-00000000' || :n as varchar), cast('76d8bf98-e1a3-42bc-a' || :f2 as varchar), cast('76d8bf98-e1a3-42bc-a' || :f2 as varchar), cast(E'2026-11-22 12\07258\07209.316+00' as timestamptz), cast('admin' as varchar));

insert into command.environment (chatbot_id, environment, running, newest)
values (cast('chat-' || :n as varchar), cast('prod' as varchar), cast('b056f24c-8cfa-4019-a' || :f1 as varchar), cast('b056f24c-8cfa-4019-a' || :f1 as varchar))
on conflict (chatbot_id, environment) do update
set running = excluded.running, newest = excluded.newest;

update command.version set newest_prod = cast('b056f24c-8cfa-4019-a' || :f1 as varchar) where version_id = cast('a0000000-0000-4000-8000-00000000' || :n as varchar);

insert into command.chatbot (chatbot_id, newest_time, last_number, last_model_id)
values (cast('chat-' || :n as varchar), cast(E'2026-11-22 12\07258\07209.316+00' as timestamptz), cast('1.100' as varchar), cast('' as varchar))
on conflict (chatbot_id) do update set newest_time = excluded.newest_time,
last_number = excluded.last_number, last_model_id = excluded.last_model_id;

insert into events.event (event_identifier, aggregate_identifier, sequence_number, type,
payload_type, payload_revision, payload, meta_data, time_stamp)
values (cast('579dffd4-06e2-4023-8' || :f3 as varchar), cast('a0000009-0000-4000-8000-00000000' || :n as varchar), cast(:f4 as bigint), cast('Version' as varchar), cast('VersionUndeployed' as varchar), cast('1' as varchar), cast(E'{"chatbotId"\072"chat-' || :n || E'","environment"\072"prod","deploymentId"\072"76d8bf98-e1a3-42bc-a' || :f2 || E'","replacedBy"\072"b056f24c-8cfa-4019-a' || :f1 || '"}' as varchar)::json, cast(E'{"actor"\072{"name"\072"admin","kind"\072"key","credential"\072"key\072admin"},"causationId"\072"e623b3de-8d55-49fa-8' || :f5 || E'","correlationId"\072"94305561-bb4c-4fbc-a' || :f6 || E'","surface"\072"v1","commandId"\072"e623b3de-8d55-49fa-8' || :f5 || '"}' as varchar)::json, cast(E'2026-11-22 12\07258\07209.316+00' as timestamptz)), (cast('01fccaff-0746-4512-b' || :f7 as varchar), cast('a0000000-0000-4000-8000-00000000' || :n as varchar), cast(:f8 as bigint), cast('Version' as varchar), cast('VersionDeployed' as varchar), cast('1' as varchar), cast(E'{"chatbotId"\072"chat-' || :n || E'","environment"\072"prod","deploymentId"\072"b056f24c-8cfa-4019-a' || :f1 || E'","components"\072{"apps"\072"a0000000-0000-4000-8000-00000000' || :n || E'","settings"\072"a0000000-0000-4000-8000-00000000' || :n || E'","conversation"\072"a0000000-0000-4000-8000-00000000' || :n || E'"},"previousDeploymentId"\072"76d8bf98-e1a3-42bc-a' || :f2 || '"}' as varchar)::json, cast(E'{"actor"\072{"name"\072"admin","kind"\072"key","credential"\072"key\072admin"},"causationId"\072"e623b3de-8d55-49fa-8' || :f5 || E'","correlationId"\072"94305561-bb4c-4fbc-a' || :f6 || E'","surface"\072"v1","commandId"\072"e623b3de-8d55-49fa-8' || :f5 || '"}' as varchar)::json, cast(E'2026-11-22 12\07258\07209.316+00' as timestamptz))
returning global_index;
\endpipeline
COMMIT;
