package dev.tessera.bench.routing;

import dev.tessera.bench.measure.Goal;
import dev.tessera.bench.measure.MedianEstimate;
import dev.tessera.bench.routing.CostBySize.Role;
import dev.tessera.bench.routing.http.HttpSide;
import dev.tessera.bench.routing.sides.Kind;
import dev.tessera.bench.routing.sides.SideKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The promises about routing, judged by what was measured. */
final class Goals {
    static final double CPU_MICROS = 10;
    static final double THROUGHPUT = 0.95;
    static final double SHARDING_SPHERE = 2.0;
    static final double HTTP = 0.90;
    static final double BY_SIZE = 1.1;
    static final double START = 1.5;
    static final double HEAP_MEBIBYTES = 256;

    private Goals() {}

    static List<Goal> of(List<Cell> cells, List<HttpCell> http, Optional<CostBySize> size) {
        List<Goal> goals = new ArrayList<>();
        List<SideKind> judged = cells.isEmpty() ? List.of() : List.of(SideKind.TESSERA_JDBC, SideKind.TESSERA_JDBI);
        for (SideKind side : judged) {
            goals.add(cpu(side, cells));
            goals.add(throughput(side, cells));
            shardingSphere(side, cells).ifPresent(goals::add);
        }
        http.stream()
                .min(Comparator.comparingDouble(cell -> overHttp(cell).median()))
                .map(Goals::http)
                .ifPresent(goals::add);
        size.ifPresent(cost -> goals.addAll(bySize(cost)));
        return goals;
    }

    static boolean costsTooMuch(Cell cell, SideKind side) {
        return more(cell, side).median() > CPU_MICROS;
    }

    private static Goal cpu(SideKind side, List<Cell> cells) {
        Cell worst =
                max(cells, Comparator.comparingDouble(cell -> more(cell, side).median()));
        List<Cell> missed =
                cells.stream().filter(cell -> costsTooMuch(cell, side)).toList();
        String measured = "at most +" + more(worst, side).text(1) + " us, in " + worst + missedIn(missed, cells);
        return new Goal(
                side + ": client CPU an operation at most raw + 10 us, in each cell", measured, missed.isEmpty());
    }

    private static Goal throughput(SideKind side, List<Cell> cells) {
        Cell worst =
                max(cells, Comparator.comparingDouble(cell -> -ratio(cell, side).median()));
        List<Cell> missed = cells.stream()
                .filter(cell -> ratio(cell, side).high() < THROUGHPUT)
                .toList();
        String measured = "at least " + ratio(worst, side).text(2) + ", in " + worst + missedIn(missed, cells);
        return new Goal(
                side + ": throughput / raw: in no cell is the whole 95 % interval below 0.95",
                measured,
                missed.isEmpty());
    }

    private static Optional<Goal> shardingSphere(SideKind side, List<Cell> cells) {
        return cells.stream()
                .filter(cell -> cell.kind() == Kind.POINT_READ)
                .min(Comparator.comparingDouble(
                        cell -> againstShardingSphere(cell, side).median()))
                .map(worst -> new Goal(
                        side + ": throughput / plain ShardingSphere-JDBC at least 2.0 for point reads",
                        "at least " + againstShardingSphere(worst, side).text(2) + ", in " + worst,
                        againstShardingSphere(worst, side).median() >= SHARDING_SPHERE));
    }

    private static Goal http(HttpCell worst) {
        return new Goal(
                "Over HTTP: the app's throughput at least 0.90 of the hand-routed resource's",
                "at least " + overHttp(worst).text(2) + ", with " + worst + httpControl(worst.rounds()),
                isFastEnough(worst));
    }

    private static String httpControl(Rounds<HttpSide> rounds) {
        return rounds.sides().contains(HttpSide.BY_HAND_AGAIN)
                ? "; control "
                        + rounds.throughputRatio(HttpSide.BY_HAND_AGAIN, HttpSide.BY_HAND)
                                .text(2)
                : "";
    }

    static boolean isFastEnough(HttpCell cell) {
        return overHttp(cell).median() >= HTTP;
    }

    static MedianEstimate overHttp(HttpCell cell) {
        return cell.rounds().throughputRatio(HttpSide.TESSERA, HttpSide.BY_HAND);
    }

    private static List<Goal> bySize(CostBySize cost) {
        Rounds<Role> rounds = cost.rounds();
        MedianEstimate cpu = rounds.cpuRatio(Role.LARGE, Role.SMALL);
        double start = median(cost, Role.LARGE) / median(cost, Role.SMALL);
        double heap = cost.heapBytes().getOrDefault(Role.LARGE, 0L) / 1048576.0;
        return List.of(
                new Goal(
                        "4096 buckets, 64 shards / 16 buckets, 2 shards: client CPU an operation at most 1.1 times",
                        cpu.text(2) + sizeControl(rounds) + "; JDBC by hand over as many pools "
                                + rounds.cpuRatio(Role.LARGE_BY_HAND, Role.SMALL_BY_HAND)
                                        .text(2)
                                + ", beside which it is "
                                + cost.ratioBesideHand().text(2),
                        cpu.median() <= BY_SIZE),
                new Goal(
                        "... start at most 1.5 times as long",
                        String.format(Locale.ROOT, "%.2f", start),
                        start <= START),
                new Goal("... heap under 256 MB", String.format(Locale.ROOT, "%.0f MB", heap), heap < HEAP_MEBIBYTES));
    }

    private static String sizeControl(Rounds<Role> rounds) {
        return rounds.sides().contains(Role.CONTROL)
                ? "; control " + rounds.cpuRatio(Role.CONTROL, Role.SMALL).text(2)
                : "";
    }

    static double median(CostBySize cost, Role role) {
        return Optional.ofNullable(cost.startMillis().get(role)).orElseThrow().median();
    }

    private static String missedIn(List<Cell> missed, List<Cell> cells) {
        return missed.isEmpty() ? "" : "; missed in " + missed.size() + " of " + cells.size() + " cells";
    }

    private static Cell max(List<Cell> cells, Comparator<Cell> order) {
        return cells.stream().max(order).orElseThrow();
    }

    static MedianEstimate more(Cell cell, SideKind side) {
        return cell.rounds().cpuMicrosMore(side, SideKind.RAW);
    }

    static MedianEstimate ratio(Cell cell, SideKind side) {
        return cell.rounds().throughputRatio(side, SideKind.RAW);
    }

    private static MedianEstimate againstShardingSphere(Cell cell, SideKind side) {
        return cell.rounds().throughputRatio(side, SideKind.SHARDING_SPHERE);
    }
}
