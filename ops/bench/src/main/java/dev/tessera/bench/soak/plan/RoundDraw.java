package dev.tessera.bench.soak.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Draws one round. What it draws doesn't depend on other rounds, nor on where it is cut off. */
final class RoundDraw {
    private static final Duration BETWEEN_DEEDS = Duration.ofSeconds(4);
    private static final Duration BETWEEN_STRIKES = Duration.ofMillis(5_500);
    /** First there is something to be hurt. */
    private static final Duration BEFORE_STRIKES = Duration.ofSeconds(4);
    /** What begins later would be healed at once. */
    private static final Duration CALM = Duration.ofSeconds(5);

    private final int number;
    private final Dice deeds;
    private final Dice strikes;

    RoundDraw(long seed, int number) {
        this.number = number;
        this.deeds = new Dice(seed, 3 * number);
        this.strikes = new Dice(seed, 3 * number + 1);
    }

    Round round(Duration length) {
        List<Timed> drawn = new ArrayList<>(deeds());
        drawn.addAll(strikes());
        drawn.sort(Comparator.comparing(Timed::at));
        List<Act> acts = new ArrayList<>();
        for (Timed one : drawn) {
            if (one.at().compareTo(length.minus(CALM)) < 0) {
                acts.add(new Act(number, acts.size() + 1, one.at(), one.deed()));
            }
        }
        return new Round(number, length, acts);
    }

    /** The first is a move; every other round has a migration. */
    private List<Timed> deeds() {
        OperatorDraw operator = new OperatorDraw(deeds);
        List<Timed> drawn = new ArrayList<>(List.of(new Timed(Duration.ofSeconds(1), operator.move())));
        for (Duration at = next(deeds, Duration.ofSeconds(1), BETWEEN_DEEDS);
                at.compareTo(Plan.ROUND) < 0;
                at = next(deeds, at, BETWEEN_DEEDS)) {
            drawn.add(new Timed(at, operator.deed()));
        }
        if (number % 2 == 1) {
            drawn.add(new Timed(deeds.between(20_000, 90_000), new Deed.Migrate()));
        }
        return drawn;
    }

    private List<Timed> strikes() {
        StrikeDraw striker = new StrikeDraw(strikes);
        List<Timed> drawn = new ArrayList<>();
        for (Duration at = next(strikes, BEFORE_STRIKES, BETWEEN_STRIKES);
                at.compareTo(Plan.ROUND) < 0;
                at = next(strikes, at, BETWEEN_STRIKES)) {
            drawn.add(new Timed(at, striker.strike()));
        }
        return drawn;
    }

    private static Duration next(Dice dice, Duration after, Duration mean) {
        return after.plus(dice.gap(mean));
    }

    private record Timed(Duration at, Deed deed) {}
}
