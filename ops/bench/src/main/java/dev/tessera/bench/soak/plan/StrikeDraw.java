package dev.tessera.bench.soak.plan;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Draws who is hurt, how and for how long: half of the time at some moment, else when a move has come to a point. */
final class StrikeDraw {
    private enum Kind {
        MYSQLD,
        MOVER,
        AGENT,
        APP,
        WIRE
    }

    private static final EnumMap<Kind, Integer> AT_ANY_TIME =
            new EnumMap<>(Map.of(Kind.MYSQLD, 24, Kind.MOVER, 14, Kind.AGENT, 16, Kind.APP, 16, Kind.WIRE, 30));
    private static final EnumMap<Kind, Integer> AIMED =
            new EnumMap<>(Map.of(Kind.MYSQLD, 32, Kind.MOVER, 36, Kind.AGENT, 8, Kind.APP, 4, Kind.WIRE, 20));
    private static final EnumMap<MovePoint, Integer> POINTS = new EnumMap<>(Map.of(
            MovePoint.COPYING, 14,
            MovePoint.CATCHING_UP, 10,
            MovePoint.VERIFYING, 14,
            MovePoint.CUTOVER, 14,
            MovePoint.FENCED, 38,
            MovePoint.SWITCHED, 10));
    private static final EnumMap<Harm, Integer> TO_WIRES =
            new EnumMap<>(Map.of(Harm.CUT, 50, Harm.STALL, 30, Harm.SLOW, 20));

    private final Dice dice;

    StrikeDraw(Dice dice) {
        this.dice = dice;
    }

    Deed strike() {
        boolean aimed = dice.chance(50);
        Kind kind = dice.weighted(aimed ? AIMED : AT_ANY_TIME);
        Moment moment = aimed ? moment() : Moment.AT_ONCE;
        Victim victim = victim(kind, aimed);
        Harm harm = harm(kind);
        return new Deed.Strike(harm, victim, moment, length(kind, harm));
    }

    private Moment moment() {
        MovePoint point = dice.weighted(POINTS);
        return Moment.after(point, dice.between(0, point == MovePoint.FENCED ? 120 : 1_500));
    }

    private Victim victim(Kind kind, boolean aimed) {
        return switch (kind) {
            case MYSQLD -> new Victim.Mysqld(place(aimed));
            case MOVER -> new Victim.Mover();
            case AGENT -> new Victim.Agent(dice.below(2));
            case APP -> new Victim.App(dice.below(2));
            case WIRE -> wire(aimed);
        };
    }

    private Place place(boolean aimed) {
        int drawn = dice.below(10);
        if (drawn < 3) {
            return Place.DIRECTORY;
        }
        return aimed ? dice.one(List.of(Place.SOURCE, Place.TARGET)) : dice.one(Place.SHARDS);
    }

    private Victim wire(boolean aimed) {
        int drawn = dice.below(10);
        if (aimed || drawn < 4) {
            return new Victim.Wire("movers", place(aimed));
        }
        if (drawn < 6) {
            return new Victim.Wire("agent-" + dice.below(2), place(false));
        }
        return drawn < 8
                ? new Victim.Wire("app-" + dice.below(2), Place.DIRECTORY)
                : new Victim.Wire("apps", dice.one(Place.SHARDS));
    }

    private Harm harm(Kind kind) {
        return kind == Kind.WIRE ? dice.weighted(TO_WIRES) : dice.chance(58) ? Harm.KILL : Harm.FREEZE;
    }

    /** Leases last six seconds, a router tries for five, a client of a server waits for four to thirty. */
    private Duration length(Kind kind, Harm harm) {
        boolean beyondLeases = dice.chance(kind == Kind.MOVER || kind == Kind.AGENT ? 60 : 30);
        return switch (harm) {
            case KILL -> dice.between(300, 5_000);
            case SLOW -> dice.between(3_000, 12_000);
            default -> beyondLeases ? dice.between(7_000, 14_000) : dice.between(500, 4_000);
        };
    }
}
