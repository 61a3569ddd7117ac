package dev.tessera.ops.move.phases;

import static dev.tessera.ops.move.phases.TravellingBucket.OPTIONS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.tessera.ops.move.TwoShardCluster;
import dev.tessera.ops.move.cluster.Milestones;
import dev.tessera.ops.move.cluster.MoverContext;
import dev.tessera.ops.move.journal.DesiredState;
import dev.tessera.ops.move.journal.LeaseHeldException;
import dev.tessera.ops.move.journal.LeaseTerm;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.run.OpenReversePolicy;
import dev.tessera.ops.move.session.MoveProgress;
import dev.tessera.shardconfig.move.MovePhase;
import dev.tessera.testbed.LeakCheck;
import dev.tessera.testbed.MySqlExtension;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Somebody else is at work at a move. */
@ExtendWith(LeakCheck.class)
class MoveRunnerTest {
    @RegisterExtension
    static final MySqlExtension mysql = MySqlExtension.servers(2).cleanBeforeEach();

    private TravellingBucket bucket;
    private Move move;

    @BeforeEach
    void aMove() {
        bucket = new TravellingBucket(mysql.server(0), mysql.server(1));
        move = bucket.open(TwoShardCluster.B, OpenReversePolicy.CLOSED);
    }

    @AfterEach
    void close() {
        bucket.close();
    }

    @Test
    void agentThatSettles_isWaitedFor() throws InterruptedException {
        heldFor(Duration.ofSeconds(1));

        assertThat(run()).isEqualTo(MovePhase.SWITCHED);
    }

    @Test
    void moverThatGoesOn_isLeftAlone() {
        heldFor(Duration.ofMinutes(10));

        assertThatThrownBy(this::run)
                .isInstanceOf(LeaseHeldException.class)
                .hasMessage(move.describe() + " is worked at by somebody");
    }

    /** Somebody else aborted it while it was paused, or it was paused a moment too late. */
    @Test
    void pausedMoveThatIsAborted_isWaitedForByNobody() throws InterruptedException {
        new Abortion(new MoverContext(bucket.cluster(), OPTIONS, Milestones.none(), "somebody")).run(move.moveId());
        bucket.cluster().journal().requestState(move.moveId(), DesiredState.PAUSE);

        assertThat(assertTimeoutPreemptively(Duration.ofSeconds(20), this::run)).isEqualTo(MovePhase.ABORTED);
    }

    private void heldFor(Duration length) {
        bucket.cluster().journal().acquire(move.moveId(), "somebody", LeaseTerm.of(length));
    }

    private MovePhase run() throws InterruptedException {
        return new MoveRunner(new MoverContext(bucket.cluster(), OPTIONS, Milestones.none(), "a test"))
                .run(move.moveId(), new MoveProgress());
    }
}
