--liquibase formatted sql

-- The directory: shards, placements, moves and their journal. Every change of a placement increments cluster.version in the same
-- transaction, having locked that row first.

--changeset tessera:0001-cluster
create table if not exists cluster (
    id tinyint not null default 1,
    name varchar(63) character set ascii collate ascii_bin not null,
    format int not null comment 'of the data: 3, what readers of a thread see has a change number',
    version bigint not null default 1,
    schema_version int not null default 0 comment 'grows with every migration of the buckets; routers forget compiled routes',
    created_at datetime(3) not null,
    primary key (id),
    constraint cluster_one_row check (id = 1)
) engine = innodb default character set utf8mb4 collate utf8mb4_0900_bin;

--changeset tessera:0001-shards
create table if not exists shards (
    shard varchar(63) character set ascii collate ascii_bin not null,
    address varchar(300) character set ascii collate ascii_bin not null comment 'host:port',
    created_at datetime(3) not null,
    updated_at datetime(3) not null,
    server_changed_at datetime(3) null comment 'when another server than before was accepted; null while it is the first',
    primary key (shard)
) engine = innodb default character set utf8mb4 collate utf8mb4_0900_bin;

--changeset tessera:0001-shard_servers
create table if not exists shard_servers (
    server_uuid char(36) character set ascii collate ascii_bin not null,
    shard varchar(63) character set ascii collate ascii_bin not null,
    accepted_at datetime(3) not null,
    accepted_by varchar(255) not null,
    primary key (server_uuid),
    constraint shard_servers_shard foreign key (shard) references shards (shard)
) engine = innodb default character set utf8mb4 collate utf8mb4_0900_bin;

--changeset tessera:0001-placements
create table if not exists placements (
    bucket char(11) character set ascii collate ascii_bin not null comment 'its range of slots: 00000_01023',
    first_slot smallint unsigned generated always as (cast(left(bucket, 5) as unsigned)) stored not null,
    last_slot smallint unsigned generated always as (cast(right(bucket, 5) as unsigned)) stored not null,
    shard varchar(63) character set ascii collate ascii_bin not null,
    epoch bigint not null,
    state varchar(16) character set ascii collate ascii_bin not null comment 'creating, live or cutover',
    updated_at datetime(3) not null,
    primary key (bucket),
    key first_slot (first_slot),
    constraint placements_range check (first_slot <= last_slot and last_slot <= 16383),
    constraint placements_shard foreign key (shard) references shards (shard)
) engine = innodb default character set utf8mb4 collate utf8mb4_0900_bin;

--changeset tessera:0001-moves
create table if not exists moves (
    move_id bigint not null auto_increment,
    bucket char(11) character set ascii collate ascii_bin not null,
    source varchar(63) character set ascii collate ascii_bin not null,
    target varchar(63) character set ascii collate ascii_bin not null,
    phase varchar(16) character set ascii collate ascii_bin not null,
    epoch bigint not null comment 'of the lease: a mover with a smaller one is a zombie',
    lease_holder varchar(255) null,
    lease_until datetime(3) null comment 'by the clock of this server alone',
    created_at datetime(3) not null,
    updated_at datetime(3) not null,
    primary key (move_id),
    key bucket (bucket)
) engine = innodb default character set utf8mb4 collate utf8mb4_0900_bin;

--changeset tessera:0001-move_steps
create table if not exists move_steps (
    move_id bigint not null,
    step_number int not null,
    phase varchar(16) character set ascii collate ascii_bin not null,
    step varchar(64) character set ascii collate ascii_bin not null,
    state varchar(16) character set ascii collate ascii_bin not null,
    details json null,
    at datetime(3) not null,
    primary key (move_id, step_number),
    constraint move_steps_move foreign key (move_id) references moves (move_id)
) engine = innodb default character set utf8mb4 collate utf8mb4_0900_bin;

--changeset tessera:0001-cleanup
create table if not exists cleanup (
    cleanup_id bigint not null auto_increment,
    move_id bigint not null,
    shard varchar(63) character set ascii collate ascii_bin not null,
    object_name varchar(128) not null comment 'written here before it is made',
    due varchar(16) character set ascii collate ascii_bin not null comment 'always, on_failure or on_success',
    done_at datetime(3) null,
    created_at datetime(3) not null,
    primary key (cleanup_id),
    key move_id (move_id)
) engine = innodb default character set utf8mb4 collate utf8mb4_0900_bin;

--changeset tessera:0001-audit
create table if not exists audit (
    audit_id bigint not null auto_increment,
    at datetime(3) not null,
    who varchar(255) not null,
    action varchar(64) character set ascii collate ascii_bin not null,
    details json null,
    primary key (audit_id)
) engine = innodb default character set utf8mb4 collate utf8mb4_0900_bin;
