package dev.tessera.ops.move.repair;

import static dev.tessera.ops.move.TwoShardCluster.bucket;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tessera.ops.move.TwoShardCluster;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.cluster.Milestones;
import dev.tessera.ops.move.cluster.MoveOptions;
import dev.tessera.ops.move.cluster.MoverContext;
import dev.tessera.ops.move.directory.MoveRefusedException;
import dev.tessera.ops.move.journal.CutoverMode;
import dev.tessera.ops.move.journal.DesiredState;
import dev.tessera.ops.move.journal.LeaseHeldException;
import dev.tessera.ops.move.journal.LeaseTerm;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.journal.MoveState;
import dev.tessera.ops.move.phases.Abortion;
import dev.tessera.ops.move.run.MovePlan;
import dev.tessera.ops.move.run.MovePlanner;
import dev.tessera.ops.move.run.MoveWatch;
import dev.tessera.ops.move.run.Mover;
import dev.tessera.ops.move.run.OpenReversePolicy;
import dev.tessera.ops.move.run.ResumableMoves;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketSelection;
import dev.tessera.testbed.LeakCheck;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.process.Eventually;
import dev.tessera.testbed.server.MySqlServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What doctor says of healthy moves, and what it does with what is left of others. */
@ExtendWith(LeakCheck.class)
class DoctorTest {
    @RegisterExtension
    static final MySqlExtension mysql = MySqlExtension.servers(2);

    private static final MoveOptions OPTIONS =
            MoveOptions.defaults().withDiskUnchecked().withLease(Duration.ofSeconds(2));

    private static TwoShardCluster shards;

    private Cluster cluster;
    private Doctor doctor;

    @BeforeAll
    static void init() {
        shards = TwoShardCluster.on(mysql.server(0), mysql.server(1));
    }

    @AfterAll
    static void forget() {
        shards.close();
    }

    @BeforeEach
    void aDoctor() {
        cluster = shards.cluster();
        doctor = new Doctor(new MoverContext(cluster, OPTIONS, Milestones.none(), "a doctor"));
    }

    @AfterEach
    void giveUpWhatIsOpen() {
        cluster.journal().all().stream().filter(Move::isOpen).forEach(move -> abort(cluster, move));
    }

    @Test
    void movesThatWaitForTheirTurn_belongToTheProcessThatOpenedThem_untilItIsGone() throws InterruptedException {
        List<Move> queued;
        try (Cluster opener = shards.open()) {
            queued = open(opener, bucket(0), bucket(1));

            assertThat(states()).containsOnly(MoveState.QUEUED);
            assertThat(cluster.claims().ofAnother(now(queued.get(0))))
                    .hasValueSatisfying(claim -> assertThat(claim.holder()).isEqualTo("an opener"));
            assertThat(ResumableMoves.free(cluster, queued.subList(0, 1), Duration.ZERO))
                    .isEmpty();
            assertThat(doctor.examine()).isEmpty();
        }

        Eventually.within(
                Duration.ofSeconds(2),
                () -> states().equals(List.of(MoveState.INTERRUPTED, MoveState.INTERRUPTED)),
                "nobody has them, long before a claim runs out");
        assertThat(doctor.examine())
                .extracting(Finding::text)
                .containsExactlyElementsOf(queued.stream()
                        .map(move -> move.describe() + " is planned, and no process works at it; `shardctl move resume "
                                + move.moveId() + "` or `shardctl move abort " + move.moveId() + "`")
                        .toList());
        assertThat(ResumableMoves.free(cluster, queued, OPTIONS.lease()))
                .extracting(Move::moveId)
                .containsExactlyElementsOf(queued.stream().map(Move::moveId).toList());
    }

    @Test
    void moveThatAnOperatorPaused_isNoFinding() throws InterruptedException {
        cluster.journal().requestState(left(bucket(0)).moveId(), DesiredState.PAUSE);

        assertThat(states()).containsExactly(MoveState.PAUSED);
        assertThat(doctor.examine()).isEmpty();
    }

    @Test
    void cutoverThatIsSettled_isToldWithItsMoveAndWhereTheBucketLives() {
        Move left = left(bucket(0));
        mysql.server(0)
                .execute("update " + cluster.config().directory().schema()
                        + ".moves set phase = 'cutover', claim = null where move_id = " + left.moveId());

        assertThat(doctor.carryOut(Repair.RecoverCutover.of(left)))
                .isEqualTo("move " + left.moveId()
                        + " of bucket 00000_01023 from shard-a to shard-b: no mover worked at its cutover any"
                        + " more; it is undone, and the bucket lives on shard-a");
        assertThat(doctor.carryOut(Repair.RecoverCutover.of(left)))
                .endsWith(": its cutover is over already; the move is verifying");
    }

    @Test
    void schemaOfAMoveThatIsOver_isDroppedWhenItIsAskedFor_andOneInUseNever() throws InterruptedException {
        Move over = left(bucket(0));
        abort(cluster, over);
        Move open = left(bucket(1));
        MySqlServer target = mysql.server(1);
        String left = "tessera_in_" + over.moveId();
        String used = "tessera_in_" + open.moveId();
        target.execute(
                "create schema " + left,
                "create table " + left + ".transfer_ranges (id int primary key)",
                "create table " + left + ".users_00000_01023 (id int primary key)",
                "create schema " + used);

        cluster.journal().requestState(open.moveId(), DesiredState.PAUSE);
        List<Finding> findings = doctor.examine();
        assertThat(findings)
                .extracting(Finding::text)
                .containsExactly("schema " + left + " on shard-b belongs to " + over.describe() + ", which is aborted;"
                        + " `shardctl doctor --execute --drop-leftovers` looks at it again and drops it");
        assertThat(Doctor.repairs(findings)).as("what an agent carries out").isEmpty();

        refuses(used, "stays: its move needs it");
        target.execute("create table " + left + ".notes (id int primary key)");
        refuses(left, "table notes in it isn't of a move");
        target.execute("drop table " + left + ".notes");
        target.execute("create table tessera.users_00000_01023 (id int primary key)");
        refuses(left, "tables of bucket 00000_01023 stand in it, and the bucket doesn't live at one place");
        target.execute("drop table tessera.users_00000_01023");
        cluster.journal().acquire(over.moveId(), "somebody", LeaseTerm.of(OPTIONS.lease()));
        assertThatThrownBy(() -> doctor.carryOut(drop(left))).isInstanceOf(LeaseHeldException.class);
        tellDirectory("update %s.moves set lease_until = null");

        assertThat(doctor.carryOut(Doctor.leftovers(findings).get(0)))
                .isEqualTo("dropped schema " + left + " on shard-b");
        assertThat(doctor.examine()).isEmpty();
        target.execute("drop schema " + used);
    }

    @Test
    void originalsOfAMoveThatTheDirectoryForgot_arePeoples() {
        MySqlServer server = mysql.server(1);
        server.execute(
                "create schema tessera_out_900", "create table tessera_out_900.users_00000_01023 (id int primary key)");

        refuses("tessera_out_900", "it isn't known whether these originals were compared with the live tables");
        server.execute("drop schema tessera_out_900");
    }

    private void refuses(String schema, String why) {
        assertThatThrownBy(() -> doctor.carryOut(drop(schema)))
                .isInstanceOf(MoveRefusedException.class)
                .hasMessageContaining("schema " + schema + " on shard-b stays: ")
                .hasMessageContaining(why);
    }

    private static Repair drop(String schema) {
        return new Repair.DropLeftover(TwoShardCluster.B, schema);
    }

    private void tellDirectory(String statement) {
        mysql.server(0).execute(statement.formatted(cluster.config().directory().schema()));
    }

    private List<MoveState> states() {
        return cluster.journal().all().stream()
                .filter(Move::isOpen)
                .map(Move::state)
                .toList();
    }

    private Move now(Move move) {
        return cluster.journal().get(move.moveId());
    }

    /** One whose process is gone. */
    private static Move left(BucketId bucket) {
        try (Cluster opener = shards.open()) {
            return open(opener, bucket).get(0);
        }
    }

    private static List<Move> open(Cluster opener, BucketId... buckets) {
        MovePlan plan = new MovePlanner(opener, true, false, OpenReversePolicy.TAKEN)
                .plan(BucketSelection.of(buckets), TwoShardCluster.B);
        assertThat(plan.problems()).isEmpty();
        return new Mover(new MoverContext(opener, OPTIONS, Milestones.none(), "an opener"), MoveWatch.none())
                .open(plan, CutoverMode.AUTO);
    }

    private static void abort(Cluster cluster, Move move) {
        new Abortion(new MoverContext(cluster, OPTIONS, Milestones.none(), "a test")).run(move.moveId());
    }
}
