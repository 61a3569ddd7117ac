--liquibase formatted sql

-- The reverse replication of a move that is switched: its frozen originals are kept up to date from the new home, and a further move can bring them back.

--changeset tessera:0004-moves-reverses
--preconditions onFail:MARK_RAN
--precondition-sql-check expectedResult:0 select count(*) from information_schema.columns where table_schema = database() and table_name = 'moves' and column_name = 'reverses'
alter table moves
    add column reverses bigint null comment 'the move whose frozen originals it makes live again',
    add column grace_ms bigint not null default 0 comment 'how long after the switch the originals are not dropped';

--changeset tessera:0004-reverse_replications
create table if not exists reverse_replications (
    move_id bigint not null,
    bucket char(11) character set ascii collate ascii_bin not null,
    open_bucket char(11) character set ascii collate ascii_bin null comment 'the bucket while it is open: one open reverse replication at most',
    state varchar(16) character set ascii collate ascii_bin not null comment 'open, broken, closed, taken or ended',
    epoch bigint not null default 0 comment 'of its stream: one with a smaller is a zombie',
    holder varchar(255) null comment 'who runs its stream',
    held_until datetime(3) null comment 'by the clock of this server alone',
    behind_ms bigint null comment 'how far the originals were behind the new home',
    reported_at datetime(3) null,
    reason varchar(2000) null comment 'why it is not open, or what stops its stream',
    opened_at datetime(3) not null,
    grace_until datetime(3) not null,
    updated_at datetime(3) not null,
    primary key (move_id),
    unique key open_bucket (open_bucket),
    constraint reverse_replications_move foreign key (move_id) references moves (move_id)
) engine = innodb default character set utf8mb4 collate utf8mb4_0900_bin;
