--liquibase formatted sql

-- Which buckets a move concerns. A bucket that is moved is its own and only parent; a reorganization makes children of adjacent parents.
-- No bucket is in two open moves, whatever its part in them.

--changeset tessera:0011-move_buckets
create table if not exists move_buckets (
    move_id bigint not null,
    bucket char(11) character set ascii collate ascii_bin not null,
    role varchar(16) character set ascii collate ascii_bin not null comment 'parent or child',
    open_bucket char(11) character set ascii collate ascii_bin null comment 'the bucket until the move is switched or given up',
    primary key (move_id, bucket),
    unique key open_bucket (open_bucket),
    key bucket (bucket),
    constraint move_buckets_role check (role in ('parent', 'child')),
    constraint move_buckets_move foreign key (move_id) references moves (move_id)
) engine = innodb default character set utf8mb4 collate utf8mb4_0900_bin;
