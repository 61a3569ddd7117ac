--liquibase formatted sql

-- Whether buckets may come to a shard, and what an operator wants of a migration of the buckets.

--changeset tessera:0006-shards-state
--preconditions onFail:MARK_RAN
--precondition-sql-check expectedResult:0 select count(*) from information_schema.columns where table_schema = database() and table_name = 'shards' and column_name = 'state'
alter table shards
    add column state varchar(16) character set ascii collate ascii_bin not null default 'open' comment 'open, paused or draining';

--changeset tessera:0006-cluster-migration
--preconditions onFail:MARK_RAN
--precondition-sql-check expectedResult:0 select count(*) from information_schema.columns where table_schema = database() and table_name = 'cluster' and column_name = 'migration'
alter table cluster
    add column migration varchar(16) character set ascii collate ascii_bin not null default 'run' comment 'run or pause';
