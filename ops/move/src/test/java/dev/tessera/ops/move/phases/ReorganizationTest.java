package dev.tessera.ops.move.phases;

import static dev.tessera.ops.move.phases.ReorganizedBuckets.bucket;
import static dev.tessera.ops.move.phases.ReorganizedBuckets.reshape;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.ops.move.TwoShardCluster;
import dev.tessera.ops.move.cluster.Milestones;
import dev.tessera.ops.move.directory.BrokenInvariantException;
import dev.tessera.ops.move.directory.MoveRefusedException;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.servers.BucketRegistry;
import dev.tessera.ops.move.transfer.spec.TransferFailedException;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.EntityId;
import dev.tessera.shardconfig.move.MovePhase;
import dev.tessera.testbed.LeakCheck;
import dev.tessera.testbed.MySqlExtension;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Buckets are split and merged where they are. */
@ExtendWith(LeakCheck.class)
class ReorganizationTest {
    private static final BucketId WHOLE = bucket(0, 1023);
    private static final BucketId LEFT = bucket(0, 511);
    private static final BucketId RIGHT = bucket(512, 1023);

    @RegisterExtension
    static final MySqlExtension mysql = MySqlExtension.servers(2).cleanBeforeEach();

    private ReorganizedBuckets buckets;

    @BeforeEach
    void aBucketWithUsers() {
        buckets = new ReorganizedBuckets(mysql.server(0), mysql.server(1));
        buckets.signUp(WHOLE, 40);
    }

    @AfterEach
    void close() {
        buckets.close();
    }

    @Test
    void split_parsTheRowsBySlot_andAMergeBringsThemTogether() throws InterruptedException {
        Move split = buckets.reorganize(reshape(List.of(WHOLE), List.of(LEFT, RIGHT)));

        assertThat(split.phase()).isEqualTo(MovePhase.SWITCHED);
        assertThat(buckets.published(0, 1023)).isEqualTo("00000_00511@shard-a 00512_01023@shard-a");
        assertThat(buckets.standing("tessera"))
                .contains("00000_00511", "00512_01023")
                .doesNotContain("00000_01023");
        assertThat(buckets.users(0, 511)).isNotEmpty();
        assertThat(buckets.users(512, 1023)).isNotEmpty();
        assertThat(buckets.users(0, 1023)).isEqualTo(buckets.expected());

        buckets.signUp(LEFT, 5);
        Move merge = buckets.reorganize(reshape(List.of(LEFT, RIGHT), List.of(WHOLE)));

        assertThat(buckets.published(0, 1023)).isEqualTo("00000_01023@shard-a");
        assertThat(buckets.users(0, 1023)).isEqualTo(buckets.expected());
        assertThat(buckets.standing(split.frozenSchema())).containsExactly("00000_01023");
        assertThat(new Completion(buckets.context(Milestones.none())).run(split.moveId()))
                .isEqualTo(MovePhase.DONE);
        assertThat(new Completion(buckets.context(Milestones.none())).run(merge.moveId()))
                .isEqualTo(MovePhase.DONE);
        assertThat(buckets.rows("select schema_name from information_schema.schemata where schema_name regexp"
                        + " '^tessera_(in|out)_'"))
                .isEmpty();
        assertThat(buckets.users(0, 1023)).isEqualTo(buckets.expected());
    }

    @Test
    void epochsOfChildren_areAboveAllThatTheirSlotsEverHad() throws InterruptedException {
        buckets.execute("insert into tessera_registry.bucket_homes (bucket, epoch, move_id, since)"
                + " values ('00256_00300', 77, 0, now(3))");

        buckets.reorganize(reshape(List.of(WHOLE), List.of(LEFT, RIGHT)));

        assertThat(buckets.cluster().placements().find(LEFT).orElseThrow().epoch())
                .isEqualTo(78);
        try (SqlSession session = buckets.cluster().server(TwoShardCluster.A).open()) {
            assertThat(new BucketRegistry(session).epoch(RIGHT)).isEqualTo(78);
        }
    }

    @Test
    void rowsThatAreWrittenMeanwhile_areInTheChildren() throws InterruptedException {
        Move split = buckets.open(reshape(List.of(WHOLE), List.of(LEFT, bucket(512, 700), bucket(701, 1023))));

        buckets.run(split, point -> {
            if (point.startsWith("copy:")
                    || point.startsWith("verify:")
                    || point.equals("cutover-begins:before-journal")) {
                buckets.signUp(WHOLE, 3);
                buckets.execute("update tessera.users_00000_01023 set display_name = concat(display_name, ' again')");
            }
        });

        assertThat(buckets.users(0, 1023)).isEqualTo(buckets.expected()).hasSizeGreaterThan(50);
        assertThat(buckets.rows("select distinct display_name like 'User again again%' from tessera.users_00512_00700"))
                .contains("1");
    }

    @Test
    void rowWhoseIdContradictsItsKey_isNamed_andTheParentsStay() {
        EntityId wrong = EntityId.of(5_000, 7, 3);
        buckets.insert(WHOLE, wrong, "somebody-else");

        assertThatThrownBy(() -> buckets.reorganize(reshape(List.of(WHOLE), List.of(LEFT, RIGHT))))
                .isInstanceOf(TransferFailedException.class)
                .hasMessageContaining("users_00000_01023 has a row")
                .hasMessageContaining("user_id " + wrong.value() + " has slot 7, and its handle hashes to slot ");
        assertThat(buckets.published(0, 1023)).isEqualTo("00000_01023@shard-a");
        assertThat(buckets.users(0, 1023)).isEqualTo(buckets.expected());
    }

    /** It came by the catch-up, which doesn't see keys. */
    @Test
    void rowWhoseIdContradictsItsKey_isNamedByTheComparison_whenItWasWrittenDuringTheCopy() {
        EntityId wrong = EntityId.of(5_000, 7, 3);
        Move split = buckets.open(reshape(List.of(WHOLE), List.of(LEFT, RIGHT)));

        assertThatThrownBy(() -> buckets.run(split, point -> {
                    if (point.equals("copy:after-act")) {
                        buckets.insert(WHOLE, wrong, "somebody-else");
                    }
                }))
                .isInstanceOf(TransferFailedException.class)
                .hasMessageContaining("users_00000_00511 has a row")
                .hasMessageContaining("user_id " + wrong.value() + " has slot 7, and its handle hashes to slot ");
        assertThat(buckets.published(0, 1023)).isEqualTo("00000_01023@shard-a");
    }

    /** The directory was damaged meanwhile: it keeps what it says, and is asked again when that was put right. */
    @Test
    void publicationThatWouldLeaveAGap_isRefused() throws InterruptedException {
        Move split = buckets.open(reshape(List.of(WHOLE), List.of(LEFT, RIGHT)));
        assertThatThrownBy(() -> buckets.run(split, point -> {
                    if (point.equals("fence:after-act")) {
                        buckets.execute("delete from tessera_directory.placements where bucket = '01024_02047'");
                    }
                }))
                .isInstanceOf(BrokenInvariantException.class)
                .hasMessageContaining("not be all slots once each; the first that isn't right: 02048_03071");
        assertThat(buckets.published(0, 1023)).isEqualTo("00000_01023@shard-a");

        buckets.execute("insert into tessera_directory.placements (bucket, shard, epoch, state, updated_at)"
                + " values ('01024_02047', 'shard-a', 1, 'live', now(3))");
        buckets.run(split, Milestones.none());

        assertThat(buckets.published(0, 1023)).isEqualTo("00000_00511@shard-a 00512_01023@shard-a");
        assertThat(buckets.users(0, 1023)).isEqualTo(buckets.expected());
    }

    /** No stream shows it. */
    @ParameterizedTest
    @ValueSource(strings = {"tessera_out_%d.users_00000_01023", "tessera_in_%d.users_00512_01023"})
    void tableThatIsAlteredWithoutTheBinlog_isNamed_andTheParentsComeBack(String table) {
        Move split = buckets.open(reshape(List.of(WHOLE), List.of(LEFT, RIGHT)));
        String altered = table.formatted(split.moveId());

        assertThatThrownBy(() -> buckets.run(split, point -> {
                    if (point.equals("fence:after-act")) {
                        alterUnseen("alter table " + altered + " add column by_hand int null");
                    }
                }))
                .isInstanceOf(MoveRefusedException.class)
                .hasMessageContaining("its tables are not the same in all its buckets: users_00000_01023: bucket ")
                .hasMessageContaining("`by_hand` int DEFAULT NULL");
        assertThat(buckets.published(0, 1023)).isEqualTo("00000_01023@shard-a");
        assertThat(buckets.users(0, 1023)).isEqualTo(buckets.expected());
    }

    private static void alterUnseen(String sql) {
        try (Connection connection = mysql.server(0).connect();
                Statement statement = connection.createStatement()) {
            statement.execute("set sql_log_bin = 0");
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void bucketsThatCannotBeReorganized_areRefusedWithTheReason() {
        assertThat(buckets.plan(reshape(List.of(bucket(0, 2047)), List.of(bucket(0, 1000), bucket(1001, 2047))))
                        .problems())
                .containsExactly("there is no live bucket 00000_02047; `shardctl bucket list` shows them");
        assertThat(buckets.plan(reshape(List.of(bucket(7168, 8191), bucket(8192, 9215)), List.of(bucket(7168, 9215))))
                        .problems())
                .containsExactly("buckets [07168_08191, 08192_09215] live on [shard-a, shard-b];"
                        + " move them to one shard first, `shardctl move`");
        assertThat(buckets.plan(reshape(List.of(WHOLE), List.of(WHOLE))).problems())
                .containsExactly("bucket 00000_01023 would be made of itself; leave it out");
        buckets.open(reshape(List.of(WHOLE), List.of(LEFT, RIGHT)));
        assertThat(buckets.plan(reshape(List.of(WHOLE, bucket(1024, 2047)), List.of(bucket(0, 2047))))
                        .problems())
                .singleElement()
                .asString()
                .contains("split 1 of bucket 00000_01023 into buckets 00000_00511, 00512_01023 on shard-a is planned");
    }
}
