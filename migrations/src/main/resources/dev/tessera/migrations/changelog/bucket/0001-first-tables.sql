--liquibase formatted sql

-- The tables of one bucket, as they were at first. ${suffix} is "_00000_01023", ${first_slot} is "0", ${last_slot} is "1023".
-- Every id carries its slot in bits 8 to 21. Each table has one slot expression, which its CHECK <table>_slot declares and keeps between the
-- bucket's first and last slot, whoever sends the row; a table that holds the sharding key says in its comment of which columns it is hashed; every other id of a row that belongs to the bucket has the same slot, or a later
-- split would part the row. Every unique key determines the slot, or a later merge would meet two rows of one key.
-- One statement each, so Liquibase needn't look for more: that took two fifths of the samples of a profile of its work.

--changeset tessera:0001-users${suffix} splitStatements:false stripComments:false
create table if not exists users${suffix} (
    user_id bigint not null,
    handle varbinary(255) not null,
    display_name varchar(200) character set utf8mb4 collate utf8mb4_0900_bin not null,
    password_hash varbinary(255) null,
    role varchar(16) character set ascii collate ascii_bin not null default 'user',
    state varchar(16) character set ascii collate ascii_bin not null default 'active',
    version bigint not null default 1,
    created_at datetime(3) not null,
    updated_at datetime(3) not null,
    primary key (user_id),
    unique key handle (handle),
    constraint users${suffix}_slot check ((user_id >> 8) & 16383 between ${first_slot} and ${last_slot})
) engine = innodb default character set utf8mb4 collate utf8mb4_0900_bin comment = 'hashed key: handle';

--changeset tessera:0001-authored_comments${suffix} splitStatements:false stripComments:false
create table if not exists authored_comments${suffix} (
    user_id bigint not null,
    comment_id bigint not null,
    thread_id bigint not null,
    created_at datetime(3) not null,
    deleted boolean not null default false,
    version bigint not null,
    primary key (user_id, comment_id),
    constraint authored_comments${suffix}_slot check ((user_id >> 8) & 16383 between ${first_slot} and ${last_slot})
) engine = innodb default character set utf8mb4 collate utf8mb4_0900_bin;

--changeset tessera:0001-threads${suffix} splitStatements:false stripComments:false
create table if not exists threads${suffix} (
    thread_id bigint not null,
    site varbinary(253) not null,
    path varbinary(2048) not null,
    title varchar(500) character set utf8mb4 collate utf8mb4_0900_bin not null,
    state varchar(16) character set ascii collate ascii_bin not null default 'open',
    comment_count bigint not null default 0,
    last_comment_id bigint not null default 0,
    last_comment_at datetime(3) null,
    changed_id bigint not null default (thread_id) comment 'number of the last change that readers see; drawn under the lock of this row',
    created_at datetime(3) not null,
    updated_at datetime(3) not null,
    primary key (thread_id),
    unique key site_path (site, path),
    constraint threads${suffix}_slot check ((thread_id >> 8) & 16383 between ${first_slot} and ${last_slot}),
    constraint threads${suffix}_last_comment_slot check (last_comment_id = 0 or (last_comment_id >> 8) & 16383 = (thread_id >> 8) & 16383),
    constraint threads${suffix}_changed_slot check ((changed_id >> 8) & 16383 = (thread_id >> 8) & 16383)
) engine = innodb default character set utf8mb4 collate utf8mb4_0900_bin comment = 'hashed key: site, path';

--changeset tessera:0001-comments${suffix} splitStatements:false stripComments:false
create table if not exists comments${suffix} (
    comment_id bigint not null,
    thread_id bigint not null,
    parent_id bigint not null default 0 comment '0 at the top level',
    root_id bigint not null comment 'the comment itself at the top level',
    depth smallint not null default 0,
    author_id bigint not null,
    author_handle varbinary(255) not null,
    author_name varchar(200) character set utf8mb4 collate utf8mb4_0900_bin not null default '' comment 'as it was at writing',
    body text character set utf8mb4 collate utf8mb4_0900_bin null comment 'null in a tombstone',
    state varchar(16) character set ascii collate ascii_bin not null default 'visible',
    version bigint not null default 1,
    changed_id bigint not null default (comment_id) comment 'number of the last change that readers see; at first the id',
    reply_count int not null default 0 comment 'direct answers, tombstones included',
    created_at datetime(3) not null,
    edited_at datetime(3) null comment 'null until the body is replaced',
    updated_at datetime(3) not null,
    primary key (comment_id),
    key thread_order (thread_id, comment_id),
    key thread_replies (thread_id, parent_id, comment_id),
    key thread_changes (thread_id, changed_id),
    constraint comments${suffix}_slot check ((comment_id >> 8) & 16383 between ${first_slot} and ${last_slot}),
    constraint comments${suffix}_thread_slot check ((thread_id >> 8) & 16383 = (comment_id >> 8) & 16383),
    constraint comments${suffix}_parent_slot check (parent_id = 0 or (parent_id >> 8) & 16383 = (comment_id >> 8) & 16383),
    constraint comments${suffix}_root_slot check ((root_id >> 8) & 16383 = (comment_id >> 8) & 16383),
    constraint comments${suffix}_changed_slot check ((changed_id >> 8) & 16383 = (comment_id >> 8) & 16383)
) engine = innodb default character set utf8mb4 collate utf8mb4_0900_bin;

--changeset tessera:0001-outbox${suffix} splitStatements:false stripComments:false
create table if not exists outbox${suffix} (
    event_id bigint not null,
    destination_slot smallint unsigned not null,
    event_type varchar(32) character set ascii collate ascii_bin not null,
    entity_version bigint not null,
    payload text not null,
    created_at datetime(3) not null,
    primary key (event_id),
    constraint outbox${suffix}_slot check ((event_id >> 8) & 16383 between ${first_slot} and ${last_slot})
) engine = innodb default character set utf8mb4 collate utf8mb4_0900_bin;

--changeset tessera:0001-idempotency_keys${suffix} splitStatements:false stripComments:false
create table if not exists idempotency_keys${suffix} (
    slot smallint unsigned not null comment 'of the row that the request creates',
    principal varbinary(255) not null,
    endpoint varbinary(255) not null comment 'method and path',
    idempotency_key varbinary(255) not null,
    request_fingerprint binary(32) not null,
    answer mediumtext null,
    created_at datetime(3) not null,
    primary key (slot, principal, endpoint, idempotency_key),
    key created_at (created_at),
    constraint idempotency_keys${suffix}_slot check (slot between ${first_slot} and ${last_slot})
) engine = innodb default character set utf8mb4 collate utf8mb4_0900_bin;
