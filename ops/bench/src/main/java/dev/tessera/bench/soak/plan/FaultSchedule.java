package dev.tessera.bench.soak.plan;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Draws the targets, kinds and durations of faults: half of them at a random time, the others when a move reaches a point. */
final class FaultSchedule {
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
    private static final EnumMap<FaultKind, Integer> TO_WIRES =
            new EnumMap<>(Map.of(FaultKind.CUT, 50, FaultKind.STALL, 30, FaultKind.SLOW, 20));

    private final SeededRandom random;

    FaultSchedule(SeededRandom random) {
        this.random = random;
    }

    SoakAction strike() {
        boolean aimed = random.chance(50);
        Kind kind = random.weighted(aimed ? AIMED : AT_ANY_TIME);
        FaultMoment moment = aimed ? moment() : FaultMoment.AT_ONCE;
        FaultTargetKind targetKind = targetKind(kind, aimed);
        FaultKind faultKind = faultKind(kind);
        return new SoakAction.Strike(faultKind, targetKind, moment, length(kind, faultKind));
    }

    private FaultMoment moment() {
        MovePoint point = random.weighted(POINTS);
        return FaultMoment.after(point, random.between(0, point == MovePoint.FENCED ? 120 : 1_500));
    }

    private FaultTargetKind targetKind(Kind kind, boolean aimed) {
        return switch (kind) {
            case MYSQLD -> new FaultTargetKind.MysqldTarget(place(aimed));
            case MOVER -> new FaultTargetKind.MoverTarget();
            case AGENT -> new FaultTargetKind.AgentTarget(random.below(2));
            case APP -> new FaultTargetKind.AppTarget(random.below(2));
            case WIRE -> wire(aimed);
        };
    }

    private Place place(boolean aimed) {
        int drawn = random.below(10);
        if (drawn < 3) {
            return Place.DIRECTORY;
        }
        return aimed ? random.one(List.of(Place.SOURCE, Place.TARGET)) : random.one(Place.SHARDS);
    }

    private FaultTargetKind wire(boolean aimed) {
        int drawn = random.below(10);
        if (aimed || drawn < 4) {
            return new FaultTargetKind.Wire("movers", place(aimed));
        }
        if (drawn < 6) {
            return new FaultTargetKind.Wire("agent-" + random.below(2), place(false));
        }
        return drawn < 8
                ? new FaultTargetKind.Wire("app-" + random.below(2), Place.DIRECTORY)
                : new FaultTargetKind.Wire("apps", random.one(Place.SHARDS));
    }

    private FaultKind faultKind(Kind kind) {
        return kind == Kind.WIRE ? random.weighted(TO_WIRES) : random.chance(58) ? FaultKind.KILL : FaultKind.FREEZE;
    }

    /** Leases last six seconds, a router tries for five, a client of a server waits for four to thirty. */
    private Duration length(Kind kind, FaultKind faultKind) {
        boolean beyondLeases = random.chance(kind == Kind.MOVER || kind == Kind.AGENT ? 60 : 30);
        return switch (faultKind) {
            case KILL -> random.between(300, 5_000);
            case SLOW -> random.between(3_000, 12_000);
            default -> beyondLeases ? random.between(7_000, 14_000) : random.between(500, 4_000);
        };
    }
}
