package dev.tessera.bench.soak.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Draws one round, independently of other rounds and of its end. */
final class RoundSchedule {
    private static final Duration BETWEEN_ACTIONS = Duration.ofSeconds(4);
    private static final Duration BETWEEN_FAULTS = Duration.ofMillis(5_500);
    /** Before it there is nothing to inject a fault into. */
    private static final Duration BEFORE_FAULTS = Duration.ofSeconds(4);
    /** A later fault would be removed at once. */
    private static final Duration CALM = Duration.ofSeconds(5);

    private final int number;
    private final SeededRandom actions;
    private final SeededRandom faults;

    RoundSchedule(long seed, int number) {
        this.number = number;
        this.actions = new SeededRandom(seed, 3 * number);
        this.faults = new SeededRandom(seed, 3 * number + 1);
    }

    Round round(Duration length) {
        List<Timed> drawn = new ArrayList<>(actions());
        drawn.addAll(faults());
        drawn.sort(Comparator.comparing(Timed::at));
        List<ScheduledAction> acts = new ArrayList<>();
        for (Timed one : drawn) {
            if (one.at().compareTo(length.minus(CALM)) < 0) {
                acts.add(new ScheduledAction(number, acts.size() + 1, one.at(), one.action()));
            }
        }
        return new Round(number, length, acts);
    }

    /** The first is a move; every other round has a migration. */
    private List<Timed> actions() {
        OperatorSchedule operator = new OperatorSchedule(actions);
        List<Timed> drawn = new ArrayList<>(List.of(new Timed(Duration.ofSeconds(1), operator.move())));
        for (Duration at = next(actions, Duration.ofSeconds(1), BETWEEN_ACTIONS);
                at.compareTo(SoakPlan.ROUND) < 0;
                at = next(actions, at, BETWEEN_ACTIONS)) {
            drawn.add(new Timed(at, operator.action()));
        }
        if (number % 2 == 1) {
            drawn.add(new Timed(actions.between(20_000, 90_000), new SoakAction.Migrate()));
        }
        return drawn;
    }

    private List<Timed> faults() {
        FaultSchedule striker = new FaultSchedule(faults);
        List<Timed> drawn = new ArrayList<>();
        for (Duration at = next(faults, BEFORE_FAULTS, BETWEEN_FAULTS);
                at.compareTo(SoakPlan.ROUND) < 0;
                at = next(faults, at, BETWEEN_FAULTS)) {
            drawn.add(new Timed(at, striker.strike()));
        }
        return drawn;
    }

    private static Duration next(SeededRandom random, Duration after, Duration mean) {
        return after.plus(random.gap(mean));
    }

    private record Timed(Duration at, SoakAction action) {}
}
