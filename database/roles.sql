-- The two users of a split Botledger, and what each may do. Run once by a superuser, in the (empty) database that both use:
-- by docker-compose.yml when the database is made, else by  psql -X -v ON_ERROR_STOP=1 -d botledger -f database/roles.sql
--
-- The passwords are read by the server itself from the two files named below; they never appear in a command or a log.

begin;

do $$
declare
  side text;
begin
  foreach side in array array['command', 'query'] loop
    execute format('create role %I login password %L',
        'botledger_' || side,
        btrim(pg_read_file(format('/run/secrets/%s-password', side)), e' \t\r\n'));
    execute format('grant connect on database %I to %I', current_database(), 'botledger_' || side);
  end loop;
  -- Nobody else comes in, and nobody makes temporary tables.
  execute format('revoke all on database %I from public', current_database());
  -- Each generation of a projection is a schema of its own.
  execute format('grant create on database %I to botledger_query', current_database());
end
$$;

revoke all on schema public from public;

-- The command side owns what is true. It is told nothing of the read models.
create schema events authorization botledger_command;
create schema command authorization botledger_command;

-- The query side reads the events, also in tables that are made later. It can change nothing of them.
grant usage on schema events to botledger_query;
alter default privileges for role botledger_command in schema events grant select on tables to botledger_query;

commit;
