package dev.tessera.bench.soak.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A seed replays. */
class SoakPlanTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void sameSeed_makesTheSamePlan_andAnotherSeedAnother() {
        assertThat(SoakPlan.of(7, HOUR)).isEqualTo(SoakPlan.of(7, HOUR));
        assertThat(SoakPlan.of(8, HOUR).acts().map(ScheduledAction::action).toList())
                .isNotEqualTo(
                        SoakPlan.of(7, HOUR).acts().map(ScheduledAction::action).toList());
    }

    /** So a divergence in a long soak is looked for in a shorter one. */
    @Test
    void longerPlan_beginsWithTheShorter() {
        List<Round> longer = SoakPlan.of(7, HOUR).rounds();
        List<Round> shorter = SoakPlan.of(7, Duration.ofMinutes(6)).rounds();

        assertThat(longer).hasSize(24);
        assertThat(shorter).hasSize(3);
        assertThat(longer.subList(0, 2)).isEqualTo(shorter.subList(0, 2));
        assertThat(shorter.get(2).length()).isEqualTo(Duration.ofMinutes(1));
        assertThat(longer.get(2).acts()).startsWith(shorter.get(2).acts().toArray(ScheduledAction[]::new));
    }

    /** Whoever changes what is drawn changes what every seed in every report means. */
    @Test
    void seedMeansTheSame_onEveryMachine() {
        assertThat(SoakPlan.of(1, Duration.ofMinutes(1)).acts().map(ScheduledAction::toString))
                .startsWith(
                        "1.1 at 1.0 s: move 2 of 12288,11264,8192,13312,0,10240,6144,4096 --to shard-c --bytes-per-second off",
                        "1.2 at 5.2 s: stall the way from movers to directory for 1.4 s, 2 ms after a move is about to be, or is,"
                                + " behind its fence")
                .contains(
                        "1.7 at 18.4 s: split the bucket of slot 6152 --into 4 --drop-reverse-replication",
                        "1.13 at 36.1 s: abort a move, pick 0",
                        "1.19 at 45.1 s: kill -9 app-1 for 3.0 s",
                        "1.23 at 53.9 s: merge 4 from slot 15788");
    }

    @Test
    void everythingHappens_withinAnHour() {
        assertThat(SoakPlan.of(3, HOUR).acts().map(act -> act.action().kind()))
                .contains(
                        "move",
                        "split",
                        "merge",
                        "reverse",
                        "complete",
                        "abort",
                        "pause",
                        "resume",
                        "cutover",
                        "tune",
                        "migrate")
                .contains("kill -9 mysqld", "stop mysqld", "kill -9 mover", "stop mover", "kill -9 agent", "stop agent")
                .contains("kill -9 app", "stop app", "cut network", "stall network", "slow down network");
    }

    @Test
    void actsAreInOrder_andNoneBeginsWhenItsRoundIsAboutToEnd() {
        for (Round round : SoakPlan.of(5, HOUR).rounds()) {
            assertThat(round.acts()).isSortedAccordingTo(Comparator.comparing(ScheduledAction::at));
            assertThat(round.acts()).allMatch(act -> act.at().compareTo(round.length()) < 0);
        }
    }
}
