--liquibase formatted sql

-- Which process has a move among those that it works at: before its first lease, and between two.

--changeset tessera:0009-move-claims
--preconditions onFail:MARK_RAN
--precondition-sql-check expectedResult:0 select count(*) from information_schema.columns where table_schema = database() and table_name = 'moves' and column_name = 'claim'
alter table moves
    add column claim char(36) character set ascii collate ascii_bin null comment 'of the process that has it, which holds the lock tessera/mover/<claim> on this server',
    add column claimed_by varchar(255) null comment 'that process, for people',
    add column claimed_until datetime(3) null comment 'renewed while the process lives';
