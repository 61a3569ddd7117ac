--liquibase formatted sql

-- What a move needs to be gone on with by another process, to be steered from outside, and to say how it stands.

--changeset tessera:0002-moves-columns
--preconditions onFail:MARK_RAN
--precondition-sql-check expectedResult:0 select count(*) from information_schema.columns where table_schema = database() and table_name = 'moves' and column_name = 'open_bucket'
alter table moves
    add column schema_version int not null default 0 comment 'of the bucket, and so of the copy',
    add column start_gtid_set longtext character set ascii collate ascii_bin null comment 'of the source, before the first row was read',
    add column switch_gtid_set longtext character set ascii collate ascii_bin null comment 'of the target, as it went live',
    add column home_epoch bigint not null default 0 comment 'with which the new placement is published; 0 before the first cutover',
    add column desired_state varchar(16) character set ascii collate ascii_bin not null default 'run' comment 'run, pause or abort',
    add column cutover varchar(16) character set ascii collate ascii_bin not null default 'auto' comment 'auto, manual or now',
    add column waits_for varchar(1000) null,
    add column failure varchar(2000) null,
    add column progress json null,
    add column requested_by varchar(255) not null default '',
    add column open_bucket char(11) character set ascii collate ascii_bin null comment 'the bucket until it is switched or given up: one open move at most',
    add unique key open_bucket (open_bucket);
