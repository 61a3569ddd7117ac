--liquibase formatted sql

-- What a shard remembers of the buckets it holds: the evidence that the directory is put right from.

--changeset tessera:0001-bucket_schema
create table if not exists bucket_schema (
    bucket char(11) character set ascii collate ascii_bin not null,
    version int not null comment 'the last changeset file applied whole',
    state varchar(16) character set ascii collate ascii_bin not null comment 'creating, migrating or complete',
    target_version int not null,
    updated_at datetime(3) not null,
    primary key (bucket)
) engine = innodb default character set utf8mb4 collate utf8mb4_0900_bin;

--changeset tessera:0001-bucket_homes
create table if not exists bucket_homes (
    bucket char(11) character set ascii collate ascii_bin not null comment 'its range of slots: 00000_01023',
    first_slot smallint unsigned generated always as (cast(left(bucket, 5) as unsigned)) stored not null,
    last_slot smallint unsigned generated always as (cast(right(bucket, 5) as unsigned)) stored not null,
    epoch bigint not null,
    move_id bigint not null default 0 comment '0: born here',
    since datetime(3) not null,
    primary key (bucket),
    key first_slot (first_slot)
) engine = innodb default character set utf8mb4 collate utf8mb4_0900_bin;
