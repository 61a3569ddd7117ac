--liquibase formatted sql

-- Who works at a move has the bucket's lock on both servers: from when on free locks mean that he is gone, however long his lease lasts.

--changeset tessera:0008-moves-locked-epoch
--preconditions onFail:MARK_RAN
--precondition-sql-check expectedResult:0 select count(*) from information_schema.columns where table_schema = database() and table_name = 'moves' and column_name = 'locked_epoch'
alter table moves
    add column locked_epoch bigint not null default 0 comment 'the epoch of the lease whose holder took both locks last';
