package dev.tessera.ops.move.phases;

import static dev.tessera.ops.move.phases.ReorganizedBuckets.bucket;
import static dev.tessera.ops.move.phases.ReorganizedBuckets.reshape;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.tessera.migrations.sql.ServerLock;
import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.ops.move.TwoShardCluster;
import dev.tessera.ops.move.cluster.Milestones;
import dev.tessera.ops.move.directory.BrokenInvariantException;
import dev.tessera.ops.move.directory.MoveRefusedException;
import dev.tessera.ops.move.journal.CutoverMode;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.journal.MoveRequest;
import dev.tessera.ops.move.repair.Doctor;
import dev.tessera.ops.move.repair.Finding;
import dev.tessera.ops.move.repair.Repair;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.move.MovePhase;
import dev.tessera.shardconfig.move.MoveStepName;
import dev.tessera.shardconfig.reshape.Reshape;
import dev.tessera.testbed.LeakCheck;
import dev.tessera.testbed.MySqlExtension;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is left of splits and merges, and of servers and directories that have not heard of them, is put right by what is live. */
@ExtendWith(LeakCheck.class)
class ReorganizationRecoveryTest {
    private static final BucketId WHOLE = bucket(0, 1023);
    private static final BucketId LEFT = bucket(0, 511);
    private static final BucketId RIGHT = bucket(512, 1023);
    private static final Reshape SPLIT = reshape(List.of(WHOLE), List.of(LEFT, RIGHT));
    private static final Reshape MERGE = reshape(List.of(LEFT, RIGHT), List.of(WHOLE));

    private static final List<String> TABLES =
            List.of("users", "threads", "comments", "outbox", "authored_comments", "idempotency_keys");

    @RegisterExtension
    static final MySqlExtension mysql = MySqlExtension.servers(2).cleanBeforeEach();

    private ReorganizedBuckets buckets;
    private Doctor doctor;

    @BeforeEach
    void aBucketWithUsers() {
        buckets = new ReorganizedBuckets(mysql.server(0), mysql.server(1));
        buckets.signUp(WHOLE, 30);
        doctor = new Doctor(buckets.context(Milestones.none()));
    }

    @AfterEach
    void close() {
        buckets.close();
    }

    @Test
    void cutoverThatIsLeftBehindItsFence_bringsTheParentsBack() {
        Move split = left(SPLIT, "drain:before-act");
        assertThat(buckets.standing("tessera")).doesNotContain("00000_01023", "00000_00511");

        assertThat(doctor.carryOut(recovery(split))).endsWith("it is undone, and live on shard-a are [00000_01023]");

        assertThat(buckets.published(0, 1023)).isEqualTo("00000_01023@shard-a");
        assertThat(buckets.users(0, 1023)).isEqualTo(buckets.expected());
    }

    @Test
    void cutoverThatIsLeftWithItsChildrenLive_isFinished() {
        Move split = left(SPLIT, "switch:before-journal");

        assertThat(doctor.carryOut(recovery(split)))
                .endsWith("it is finished, and live on shard-a are [00000_00511, 00512_01023]");

        assertThat(buckets.published(0, 1023)).isEqualTo("00000_00511@shard-a 00512_01023@shard-a");
        assertThat(buckets.users(0, 1023)).isEqualTo(buckets.expected());
    }

    /** A directory that was restored says so of a cutover that was over long ago. */
    @Test
    void cutoverWhoseChildrenHaveMovedOn_isFinishedWhereTheyLive() {
        Move split = left(SPLIT, "switch:before-journal");
        moveAway(LEFT, 40);
        moveAway(RIGHT, 41);

        doctor.carryOut(recovery(split));

        assertThat(buckets.published(0, 1023)).isEqualTo("00000_00511@shard-b 00512_01023@shard-b");
    }

    @Test
    void cutoverOfWhichOneChildHasMovedOn_isAPersons() {
        Move split = left(SPLIT, "drain:before-act");
        mysql.server(1)
                .execute("insert into tessera_registry.bucket_homes (bucket, epoch, move_id, since)"
                        + " values ('00512_01023', 99, 50, now(3))");

        assertThatThrownBy(() -> doctor.carryOut(recovery(split)))
                .isInstanceOf(BrokenInvariantException.class)
                .hasMessageContaining("shard-b remembers slots of bucket 00512_01023 at epoch 99");
        assertThat(buckets.standing("tessera")).doesNotContain("00000_01023", "00000_00511");
    }

    /** As if its process was killed at the milestone. */
    private Move left(Reshape reshape, String milestone) {
        Move move = buckets.open(reshape);
        assertThatThrownBy(() -> buckets.run(move, point -> {
                    if (point.equals(milestone)) {
                        throw new AssertionError("as if it was killed at " + point);
                    }
                }))
                .isNotNull();
        return buckets.cluster().journal().get(move.moveId());
    }

    private static Repair recovery(Move move) {
        return new Repair.RecoverCutover(move.moveId(), move.describe());
    }

    /** By hand, tables and registry. */
    private void moveAway(BucketId bucket, long epoch) {
        for (String table : TABLES) {
            String name = table + "_" + bucket;
            mysql.server(1).execute("create table tessera." + name + " (id int primary key)");
            buckets.execute("drop table tessera." + name);
        }
        mysql.server(1)
                .execute("insert into tessera_registry.bucket_homes (bucket, epoch, move_id, since) values ('" + bucket
                        + "', " + epoch + ", 50, now(3))");
    }

    @Test
    void directoryFromBeforeASplit_isPutRightFromTheShards() throws InterruptedException {
        buckets.reorganize(SPLIT);
        forgetReorganizations(List.of(LEFT, RIGHT), List.of(WHOLE));

        List<Finding> findings = doctor.examine();

        assertThat(findings)
                .extracting(Finding::rule, Finding::text)
                .contains(
                        tuple(
                                "other-buckets",
                                "the directory publishes bucket 00000_01023, and live are in their place buckets 00000_00511, 00512_01023"));
        Doctor.repairs(findings).forEach(doctor::carryOut);
        assertThat(buckets.published(0, 1023)).isEqualTo("00000_00511@shard-a 00512_01023@shard-a");
        assertThat(buckets.users(0, 1023)).isEqualTo(buckets.expected());
        assertThat(doctor.examine()).extracting(Finding::rule).containsOnly("leftover-schema");
    }

    @Test
    void directoryFromBeforeAMerge_isPutRightFromTheShards() throws InterruptedException {
        buckets.reorganize(SPLIT);
        buckets.reorganize(MERGE);
        forgetReorganizations(List.of(WHOLE), List.of(LEFT, RIGHT));

        Doctor.repairs(doctor.examine()).forEach(doctor::carryOut);

        assertThat(buckets.published(0, 1023)).isEqualTo("00000_01023@shard-a");
    }

    @Test
    void slotsThatNobodyHas_areNamed_andNothingIsChanged() throws InterruptedException {
        Move split = buckets.reorganize(SPLIT);
        forgetReorganizations(List.of(LEFT, RIGHT), List.of(WHOLE));
        buckets.execute(
                "rename table tessera.users_00512_01023 to tessera_out_" + split.moveId() + ".users_00512_01023");
        for (String table : List.of("threads", "comments", "outbox", "authored_comments", "idempotency_keys")) {
            buckets.execute("drop table tessera." + table + "_00512_01023");
        }

        assertThat(doctor.examine()).extracting(Finding::text).anySatisfy(text -> assertThat(text)
                .contains("slots 512 to 1023 have no home that is theirs alone")
                .contains("tessera_out_" + split.moveId() + " on shard-a, which holds 00512_01023"));
        assertThat(Doctor.repairs(doctor.examine())).noneMatch(repair -> repair instanceof Repair.PublishCover);
        assertThat(buckets.published(0, 1023)).isEqualTo("00000_01023@shard-a");
    }

    /** It is promoted without the children's RENAME: behind the fence, or from before it. */
    @Test
    void serverThatHasNotHeardOfASplit_getsItsParentsBack_andTheSplitIsUndone() throws InterruptedException {
        Move split = buckets.reorganize(SPLIT);
        unheardOf(split, SPLIT);

        doctor.carryOut(new Repair.Reconcile(TwoShardCluster.A));

        assertThat(buckets.published(0, 1023)).isEqualTo("00000_01023@shard-a");
        assertThat(buckets.users(0, 1023)).isEqualTo(buckets.expected());
        assertThat(buckets.cluster().journal().get(split.moveId()).phase()).isEqualTo(MovePhase.UNDONE);
        assertThat(buckets.cluster().placements().find(WHOLE).orElseThrow().epoch())
                .isGreaterThan(split.homeEpoch());
        assertThat(doctor.examine()).extracting(Finding::rule).containsOnly("leftover-schema");
        Doctor.leftovers(doctor.examine()).forEach(doctor::carryOut);
        assertThat(doctor.examine()).isEmpty();
    }

    @Test
    void parentsStayAway_whenAChildLivesElsewhereAtALaterEpoch() throws InterruptedException {
        Move split = buckets.reorganize(SPLIT);
        mysql.server(1)
                .execute("insert into tessera_registry.bucket_homes (bucket, epoch, move_id, since)"
                        + " values ('00000_00511', 99, 50, now(3))");
        unheardOf(split, SPLIT);

        assertThatThrownBy(() -> doctor.carryOut(new Repair.Reconcile(TwoShardCluster.A)))
                .hasMessageContaining("bucket 00000_00511 lives on shard-a, and this server has no tables of it");

        assertThat(buckets.standing("tessera")).doesNotContain("00000_01023");
        assertThat(buckets.cluster().journal().get(split.moveId()).phase()).isEqualTo(MovePhase.SWITCHED);
    }

    /** The directory is from before the split, and so is all that the promoted server was told. */
    @Test
    void serverAndDirectoryThatHaveNotHeardOfASplit_haveSlotsWithoutAHome_whichAreNamed() throws InterruptedException {
        Move split = buckets.reorganize(SPLIT);
        unheardOf(split, SPLIT);
        forgetReorganizations(List.of(LEFT, RIGHT), List.of(WHOLE));

        assertThatThrownBy(() -> doctor.carryOut(new Repair.Reconcile(TwoShardCluster.A)))
                .hasMessageContaining("bucket 00000_01023 lives on shard-a");

        String frozen = "tessera_out_" + split.moveId();
        assertThat(doctor.examine())
                .extracting(Finding::text)
                .contains(
                        "bucket 00000_01023 has live tables nowhere; its newest originals stand frozen in " + frozen
                                + " on shard-a",
                        "schema " + frozen
                                + " on shard-a belongs to no move that the directory knows, and has tables of"
                                + " buckets [00000_01023]: it isn't known whether these originals were compared with the"
                                + " live tables; a person decides");
        Doctor.leftovers(doctor.examine())
                .forEach(drop -> assertThatThrownBy(() -> doctor.carryOut(drop)).hasMessageContaining(" stays: "));
        assertThat(buckets.standing(frozen)).containsExactly("00000_01023");
        assertThat(buckets.standing("tessera")).doesNotContain("00000_01023", "00000_00511", "00512_01023");
    }

    /** The directory is from before the split; the server that was promoted knows of it. */
    @Test
    void directoryFromBeforeASplit_andAPromotedServerThatHasItsChildren_arePutRight() throws InterruptedException {
        buckets.reorganize(SPLIT);
        forgetReorganizations(List.of(LEFT, RIGHT), List.of(WHOLE));
        promoted();

        carryOutAll();

        assertThat(buckets.published(0, 1023)).isEqualTo("00000_00511@shard-a 00512_01023@shard-a");
        assertThat(buckets.users(0, 1023)).isEqualTo(buckets.expected());
    }

    /** The directory is from after the split, the promoted server from before it. */
    @Test
    void promotedServerFromBeforeASplit_andADirectoryFromBeforeItsCompletion_arePutRight() throws InterruptedException {
        Move split = buckets.reorganize(SPLIT);
        unheardOf(split, SPLIT);
        buckets.execute("delete from tessera_directory.move_steps where step = 'compared-whole'");

        carryOutAll();

        assertThat(buckets.published(0, 1023)).isEqualTo("00000_01023@shard-a");
        assertThat(buckets.users(0, 1023)).isEqualTo(buckets.expected());
    }

    private void promoted() {
        buckets.execute("delete from tessera_directory.shard_servers where shard = 'shard-a'");
    }

    /** As a person does: first the server is accepted, then what doctor shows. */
    private void carryOutAll() throws InterruptedException {
        doctor.carryOut(new Repair.Reconcile(TwoShardCluster.A));
        Doctor.repairs(doctor.examine()).forEach(doctor::carryOut);
        assertThat(doctor.examine()).extracting(Finding::rule).isSubsetOf("leftover-schema");
    }

    @Test
    void completion_leavesTheChildrensLocksToOthers() throws InterruptedException {
        Move split = buckets.reorganize(SPLIT);
        try (SqlSession mover = buckets.cluster().server(TwoShardCluster.A).open()) {
            ServerLock.take(mover, ServerLock.ofBucket(LEFT));

            assertThat(new Completion(buckets.context(Milestones.none())).run(split.moveId()))
                    .isEqualTo(MovePhase.DONE);

            assertThat(ServerLock.holderOf(mover, ServerLock.ofBucket(LEFT))).isPresent();
        }
    }

    @Test
    void childThatIsNotCompared_isNeitherMovedNorReorganized_beforeItIs() throws InterruptedException {
        Move split = buckets.reorganize(SPLIT);
        buckets.execute("delete from tessera_directory.move_steps where step = 'compared-whole'");

        assertThatThrownBy(() -> buckets.cluster()
                        .registry()
                        .open(
                                MoveRequest.plain(
                                        LEFT, TwoShardCluster.A, TwoShardCluster.B, 1, CutoverMode.AUTO, "a test"),
                                0))
                .isInstanceOf(MoveRefusedException.class)
                .hasMessageContaining("was made by reorganization " + split.moveId());
        assertThat(buckets.reorganize(MERGE).phase()).isEqualTo(MovePhase.SWITCHED);
        assertThat(buckets.cluster().journal().steps(split.moveId()))
                .as("the merge had the split compared first")
                .anyMatch(step -> step.is(MoveStepName.COMPARED_WHOLE));
    }

    /** As a directory that was restored from before them. */
    private void forgetReorganizations(List<BucketId> published, List<BucketId> before) {
        published.forEach(
                bucket -> buckets.execute("delete from tessera_directory.placements where bucket = '" + bucket + "'"));
        before.forEach(bucket -> buckets.execute(
                "insert into tessera_directory.placements (bucket, shard, epoch, state, updated_at) values ('" + bucket
                        + "', 'shard-a', 1, 'live', now(3))"));
        for (String table : List.of("move_steps", "move_buckets", "cleanup", "move_definitions", "moves")) {
            buckets.execute("delete from tessera_directory." + table);
        }
    }

    /** As a replica that takes the server's place, and has executed all up to the fence. */
    private void unheardOf(Move move, Reshape reshape) {
        for (BucketId child : reshape.children()) {
            for (String table : TABLES) {
                buckets.execute("rename table tessera." + table + "_" + child + " to tessera_in_" + move.moveId() + "."
                        + table + "_" + child);
            }
        }
        promoted();
    }
}
