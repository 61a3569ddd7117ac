--liquibase formatted sql

-- What holds a move back, so that whoever goes on with it knows, and so that it can be changed while the move runs.

--changeset tessera:0003-moves-throttle
--preconditions onFail:MARK_RAN
--precondition-sql-check expectedResult:0 select count(*) from information_schema.columns where table_schema = database() and table_name = 'moves' and column_name = 'throttle'
alter table moves
    add column throttle json null comment 'limits; null: the usual ones';
