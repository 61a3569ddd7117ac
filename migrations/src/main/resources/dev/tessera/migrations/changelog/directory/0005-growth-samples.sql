--liquibase formatted sql

-- How large buckets were, and how much was written in them: what forecasts rest on. Thinned as it grows old.

--changeset tessera:0005-growth_samplings
create table if not exists growth_samplings (
    sampling_id bigint not null auto_increment,
    sampled_at datetime(3) not null,
    sampled_by varchar(255) not null,
    writes_per_second double null comment 'of all buckets together; of a day the busiest sampling is kept',
    primary key (sampling_id),
    key sampled_at (sampled_at)
) engine = innodb default character set utf8mb4 collate utf8mb4_0900_bin;

--changeset tessera:0005-growth_sampled_shards
create table if not exists growth_sampled_shards (
    sampling_id bigint not null,
    shard varchar(63) character set ascii collate ascii_bin not null,
    server_uuid char(36) character set ascii collate ascii_bin not null,
    server_started_at datetime(3) not null comment 'its counters began at 0 then; by its own clock',
    read_at datetime(3) not null comment 'by its own clock',
    primary key (sampling_id, shard),
    key shard (shard, sampling_id)
) engine = innodb default character set utf8mb4 collate utf8mb4_0900_bin;

--changeset tessera:0005-growth_sampled_buckets
create table if not exists growth_sampled_buckets (
    sampling_id bigint not null,
    bucket char(11) character set ascii collate ascii_bin not null,
    shard varchar(63) character set ascii collate ascii_bin not null,
    epoch bigint not null comment 'of its placement: what differs between two epochs may be a move''s doing',
    byte_count bigint not null comment 'of its tables'' files',
    row_count bigint not null comment 'as the server estimates them',
    write_count bigint null comment 'rows inserted, updated and deleted since the server counts; null: it does not count',
    writes_per_second double null comment 'since the sampling before; null: not known',
    primary key (sampling_id, bucket)
) engine = innodb default character set utf8mb4 collate utf8mb4_0900_bin;

--changeset tessera:0005-growth_turn
create table if not exists growth_turn (
    id tinyint not null default 1,
    taken_at datetime(3) not null comment 'by whoever samples regularly, so that one of many does',
    primary key (id),
    constraint growth_turn_one_row check (id = 1)
) engine = innodb default character set utf8mb4 collate utf8mb4_0900_bin;
