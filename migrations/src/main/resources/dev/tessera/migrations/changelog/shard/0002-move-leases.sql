--liquibase formatted sql

-- Which mover may write rows of a move here: each of its commits reads this row for share. Who takes a move over raises the epoch first,
-- and so waits for commits under way and refuses all that come after them.

--changeset tessera:0002-move_leases
create table if not exists move_leases (
    move_id bigint not null,
    bucket char(11) character set ascii collate ascii_bin not null,
    epoch bigint not null,
    updated_at datetime(3) not null,
    primary key (move_id)
) engine = innodb default character set utf8mb4 collate utf8mb4_0900_bin;
