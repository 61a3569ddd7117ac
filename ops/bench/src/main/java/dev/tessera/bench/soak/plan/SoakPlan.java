package dev.tessera.bench.soak.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The actions of a soak and their times: all of them are drawn from the seed, whatever happens during the soak. A longer plan of the same
 * seed begins with a shorter one, except for the end of the last round.
 */
public record SoakPlan(long seed, List<Round> rounds) {
    static final Duration ROUND = Duration.ofSeconds(150);

    public SoakPlan {
        rounds = List.copyOf(rounds);
    }

    /** @param length of all rounds together, without cleanups and audits */
    public static SoakPlan of(long seed, Duration length) {
        List<Round> rounds = new ArrayList<>();
        for (Duration left = length; !left.isZero() && !left.isNegative(); left = left.minus(ROUND)) {
            Duration shorter = left.compareTo(ROUND) < 0 ? left : ROUND;
            rounds.add(new RoundSchedule(seed, rounds.size() + 1).round(shorter));
        }
        return new SoakPlan(seed, rounds);
    }

    public Stream<ScheduledAction> acts() {
        return rounds.stream().flatMap(round -> round.acts().stream());
    }

    public int migrations() {
        return (int)
                acts().filter(act -> act.action() instanceof SoakAction.Migrate).count();
    }

    public Duration length() {
        return rounds.stream().map(Round::length).reduce(Duration.ZERO, Duration::plus);
    }
}
