--liquibase formatted sql

-- What the tables of a bucket were as it was moved: what is dropped later is compared with it first.

--changeset tessera:0010-move-definitions
create table if not exists move_definitions (
    move_id bigint not null,
    definitions json not null comment 'of each table, the same on source and target: {"users_00000_01023": {"columns": [...], "clauses": [...]}}',
    kept_at datetime(3) not null,
    primary key (move_id)
) engine = innodb default character set utf8mb4 collate utf8mb4_0900_bin;
