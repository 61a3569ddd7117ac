package dev.tessera.e2e.migrations;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A second version of a bucket's schema: a column, an index and a table more. */
public final class ExtraChangelog {
    private static final String SECOND_VERSION =
            """
            --liquibase formatted sql

            --changeset tessera:0002-users-biography${suffix}
            --preconditions onFail:MARK_RAN
            --precondition-sql-check expectedResult:0 select count(*) from information_schema.columns where table_schema = database() and table_name = 'users${suffix}' and column_name = 'biography'
            alter table users${suffix} add column biography varchar(1000) null;

            --changeset tessera:0002-comments-author${suffix}
            --preconditions onFail:MARK_RAN
            --precondition-sql-check expectedResult:0 select count(*) from information_schema.statistics where table_schema = database() and table_name = 'comments${suffix}' and index_name = 'author'
            alter table comments${suffix} add key author (author_id, comment_id);

            --changeset tessera:0002-comment_revisions${suffix}
            create table if not exists comment_revisions${suffix} (
                comment_id bigint not null,
                version bigint not null,
                body text null,
                primary key (comment_id, version),
                constraint comment_revisions${suffix}_slot check ((comment_id >> 8) & 16383 between ${first_slot} and ${last_slot})
            ) engine = innodb default character set utf8mb4 collate utf8mb4_0900_bin;
            """;

    private ExtraChangelog() {}

    public static Path writtenTo(Path folder) {
        try {
            Files.createDirectories(folder.resolve("bucket"));
            Files.writeString(folder.resolve("bucket/0002-second-version.sql"), SECOND_VERSION);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
