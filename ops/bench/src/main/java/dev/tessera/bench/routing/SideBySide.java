package dev.tessera.bench.routing;

import dev.tessera.bench.measure.Console;
import dev.tessera.bench.measure.Measurement;
import dev.tessera.bench.measure.MeasuringThreads;
import dev.tessera.bench.measure.Profile;
import dev.tessera.bench.measure.RoutingCluster;
import dev.tessera.bench.routing.sides.Dataset;
import dev.tessera.bench.routing.sides.Kind;
import dev.tessera.bench.routing.sides.Side;
import dev.tessera.bench.routing.sides.SideKind;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** All sides, open at once over the same servers, taking turns. */
final class SideBySide implements AutoCloseable {
    private static final Duration TURN = Duration.ofMillis(250);
    /** One: with more, threads that wait for a core would count as busy. */
    private static final int PROFILED_THREADS = 1;

    private final Map<SideKind, Side> sides = new EnumMap<>(SideKind.class);
    private final Dataset data;
    private final MeasuringThreads workers;
    private final RoutingOptions options;

    private SideBySide(Dataset data, MeasuringThreads workers, RoutingOptions options) {
        this.data = data;
        this.workers = workers;
        this.options = options;
    }

    static SideBySide open(RoutingCluster stage, Dataset data, MeasuringThreads workers, RoutingOptions options)
            throws SQLException {
        SideBySide all = new SideBySide(data, workers, options);
        try {
            for (SideKind candidate : SideKind.values()) {
                all.sides.put(candidate, candidate.open(stage));
            }
            return all;
        } catch (SQLException | RuntimeException failure) {
            all.close();
            throw failure;
        }
    }

    void warmUp() throws InterruptedException {
        long end = System.nanoTime() + options.warmUp().toNanos();
        int most = options.threads.stream().mapToInt(Integer::intValue).max().orElse(1);
        do {
            for (Kind kind : options.kinds) {
                for (SideKind candidate : sides.keySet()) {
                    round(candidate, kind, most, TURN);
                }
            }
        } while (System.nanoTime() - end < 0);
    }

    List<Cell> measure() throws InterruptedException {
        List<Cell> cells = new ArrayList<>();
        for (Kind kind : options.kinds) {
            for (int threads : options.threads) {
                Cell cell = new Cell(kind, threads, rounds(kind, threads));
                Console.say("%s: %s", cell, inShort(cell));
                cells.add(cell);
            }
        }
        return cells;
    }

    private static String inShort(Cell cell) {
        return String.format(
                Locale.ROOT,
                "Tessera / raw %s, CPU + %s us",
                Goals.ratio(cell, SideKind.TESSERA_JDBI).text(2),
                Goals.more(cell, SideKind.TESSERA_JDBI).text(1));
    }

    private Rounds<SideKind> rounds(Kind kind, int threads) throws InterruptedException {
        List<SideKind> candidates = List.copyOf(sides.keySet());
        Rounds<SideKind> rounds = new Rounds<>();
        for (SideKind candidate : candidates) {
            // Pools grow, not measured, to what these threads need.
            round(candidate, kind, threads, options.round());
        }
        for (int pass = 0; pass < options.rounds; pass++) {
            for (SideKind candidate : Rounds.order(candidates, pass)) {
                rounds.add(candidate, round(candidate, kind, threads, options.round()));
            }
        }
        return rounds;
    }

    private Measurement round(SideKind candidate, Kind kind, int threads, Duration length) throws InterruptedException {
        Side side = side(candidate);
        return workers.round(() -> kind.run(side, data), threads, length);
    }

    /** Of the kinds in which Tessera costs more than it may, or of all when asked for. */
    List<Excess> profiles(List<Cell> cells) throws InterruptedException {
        List<Excess> excesses = new ArrayList<>();
        for (Kind kind : options.kinds) {
            List<SideKind> costly = Stream.of(SideKind.TESSERA_JDBC, SideKind.TESSERA_JDBI)
                    .filter(candidate -> options.profile || costsTooMuch(cells, kind, candidate))
                    .toList();
            if (!costly.isEmpty()) {
                Console.say("profile of %s", kind);
                excesses.addAll(profiles(kind, costly));
            }
        }
        return excesses;
    }

    private static boolean costsTooMuch(List<Cell> cells, Kind kind, SideKind candidate) {
        return cells.stream().anyMatch(cell -> cell.kind() == kind && Goals.costsTooMuch(cell, candidate));
    }

    private List<Excess> profiles(Kind kind, List<SideKind> costly) throws InterruptedException {
        // Thrown away: a JVM that begins to record compiles much of its code anew.
        profile(SideKind.RAW, kind);
        Profile raw = profile(SideKind.RAW, kind);
        List<Excess> excesses = new ArrayList<>();
        for (SideKind candidate : costly) {
            profile(candidate, kind);
            excesses.add(new Excess(
                    kind.toString(), candidate.toString(), profile(candidate, kind), SideKind.RAW.toString(), raw));
        }
        return excesses;
    }

    private Profile profile(SideKind candidate, Kind kind) throws InterruptedException {
        return Profile.of(() -> round(candidate, kind, PROFILED_THREADS, options.profileRound()));
    }

    private Side side(SideKind candidate) {
        return Optional.ofNullable(sides.get(candidate)).orElseThrow();
    }

    @Override
    public void close() {
        sides.values().forEach(Side::close);
    }
}
