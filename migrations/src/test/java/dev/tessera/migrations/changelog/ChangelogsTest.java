package dev.tessera.migrations.changelog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketTables;
import dev.tessera.shardconfig.InitialBuckets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import liquibase.changelog.ChangeSet;
import liquibase.precondition.core.PreconditionContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangelogsTest {
    private static final BucketId BUCKET = new BucketId(1024, 2047);

    private final Changelogs changelogs = Changelogs.shipped();

    @Test
    void tablesOfABucket_areWhatItsVersionSays() {
        assertThat(changelogs.bucketTables(0)).isEmpty();
        assertThat(changelogs.bucketTables(1))
                .containsExactly("authored_comments", "comments", "idempotency_keys", "outbox", "threads", "users");
    }

    @Test
    void oneChangelog_servesEveryBucket() {
        String sql = String.join("\n", changelogs.sql(Component.BUCKET, 0, 1, Changelogs.parameters(BUCKET)));
        assertThat(sql)
                .contains("create table if not exists comments_01024_02047 (")
                .contains("between 1024 and 2047")
                .doesNotContain("${");
        assertThat(sql.lines().filter(line -> line.startsWith("create table"))).hasSize(6);
    }

    /** A file may be run again whole after a kill, so each of its changesets must bear that. */
    @Test
    void everyChangeset_bearsBeingRunAgain() {
        for (Component component : Component.values()) {
            for (int version = 1; version <= changelogs.newest(component); version++) {
                changelogs
                        .changes(component, version, Changelogs.parameters(BUCKET))
                        .forEach(ChangesetRules::check);
            }
        }
    }

    @Test
    void changesetThatCantBeRunAgain_isFound() {
        ChangelogFile file = ChangelogFile.of(
                Component.BUCKET,
                "0002-x.sql",
                """
                --liquibase formatted sql
                --changeset tessera:0002-x
                alter table users add column x int;
                """);
        ChangeSet change = LiquibaseChangelog.parse(file, Map.of()).get(0);
        assertThatThrownBy(() -> ChangesetRules.check(change)).hasMessageContaining("0002-x needs a precondition");
    }

    @Test
    void everyTable_standsInInnoDbWithAPrimaryKeyAndNothingAMoveCantCarry() {
        for (String sql : changelogs.sql(Component.BUCKET, 0, 1, Changelogs.parameters(BUCKET))) {
            assertThat(sql)
                    .contains("primary key (")
                    .contains("engine = innodb")
                    .doesNotContain("auto_increment", "references");
        }
    }

    @Test
    void namesOfABucket_fitIntoMySqlsSixtyFourCharacters() {
        for (String table : changelogs.bucketTables(1)) {
            assertThat(BucketTables.physicalName(table, BUCKET)).hasSizeLessThan(48);
        }
    }

    @Test
    void filesWithAGap_areRefused(@TempDir Path extra) throws IOException {
        Files.createDirectories(extra.resolve("bucket"));
        Files.writeString(extra.resolve("bucket/0009-x.sql"), "--liquibase formatted sql\n");
        assertThatThrownBy(() -> Changelogs.shippedAnd(extra))
                .hasMessage("the changelog files of bucket are numbered [1, 9], not [1, 2]");
        Files.move(extra.resolve("bucket/0009-x.sql"), extra.resolve("bucket/9.sql"));
        assertThatThrownBy(() -> Changelogs.shippedAnd(extra))
                .hasMessage("changelog file '9.sql' is not NNNN-what-it-does.sql");
    }

    @Test
    void parsingForABucket_isCheap() {
        long before = System.nanoTime();
        new InitialBuckets(64)
                .all()
                .forEach(bucket -> changelogs.changes(Component.BUCKET, 1, Changelogs.parameters(bucket)));
        assertThat(System.nanoTime() - before).isLessThan(10_000_000_000L);
    }

    /** One statement each; and made if it isn't there, dropped if it is, or guarded by a precondition that marks it as run. */
    private static final class ChangesetRules {
        static void check(ChangeSet change) {
            String sql = LiquibaseChangelog.sql(change);
            String statement = sql.replaceAll("'[^']*'", "''").replaceAll(";\\s*$", "");
            assertThat(change.getChanges()).as(change.getId()).hasSize(1);
            assertThat(statement).as("%s is one statement", change.getId()).doesNotContain(";");
            if (!statement.startsWith("create table if not exists ")
                    && !statement.startsWith("drop table if exists ")) {
                assertThat(change.getPreconditions())
                        .as("%s needs a precondition", change.getId())
                        .isNotNull();
                assertThat(change.getPreconditions().getOnFail())
                        .as("%s: onFail", change.getId())
                        .isEqualTo(PreconditionContainer.FailOption.MARK_RAN);
            }
        }
    }
}
