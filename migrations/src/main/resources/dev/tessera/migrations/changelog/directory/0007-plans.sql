--liquibase formatted sql

-- Plans that were begun, and which moves belong to them.

--changeset tessera:0007-plans
create table if not exists plans (
    plan_id char(16) character set ascii collate ascii_bin not null comment 'of its content',
    asked varchar(200) not null,
    state varchar(16) character set ascii collate ascii_bin not null comment 'open, done or abandoned',
    open_plan tinyint null comment '1 while it is open: one open plan at most',
    begun_by varchar(255) not null,
    begun_at datetime(3) not null,
    updated_at datetime(3) not null,
    primary key (plan_id),
    unique key open_plan (open_plan)
) engine = innodb default character set utf8mb4 collate utf8mb4_0900_bin;

--changeset tessera:0007-moves-plan
--preconditions onFail:MARK_RAN
--precondition-sql-check expectedResult:0 select count(*) from information_schema.columns where table_schema = database() and table_name = 'moves' and column_name = 'plan_id'
alter table moves
    add column plan_id char(16) character set ascii collate ascii_bin null comment 'that it belongs to; null: none';
