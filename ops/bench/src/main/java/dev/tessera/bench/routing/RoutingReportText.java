package dev.tessera.bench.routing;

import dev.tessera.bench.measure.Goal;
import dev.tessera.bench.measure.Machine;
import dev.tessera.bench.routing.CostBySize.Role;
import dev.tessera.bench.routing.http.HttpSide;
import dev.tessera.bench.routing.sides.SideKind;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The report as Markdown. */
final class RoutingReportText {
    private static final String METHOD =
            """
            Two MySQL servers that were started for it, TLS off; they don't sync commits to disk. Sides take turns in rounds: from the first to the last,
            then from the last to the first. Figures are medians over the rounds; a ratio or difference is taken round by round against the first row
            of its table. Behind it stands the 95 % rank interval of that median (sign test; no assumption on the distribution). Controls are second
            copies of the side that others are compared with: what they differ by is noise. CPU is that of clients; mysqld is another process.
            """;

    private static final String SIDES =
            """
            One client JVM; CPU is all of its own, divided by its operations. Every side has its own pools of 16 connections a shard with the same
            properties, runs the same statements (`Texts`) on the same rows and makes the same objects of them. `JDBC by hand` picks pool and table
            name by the bucket's number. `JDBI by hand` shows what JDBI costs as it comes, without the router. `Tessera, JDBC` runs the very JDBC code of `JDBC by hand`
            on `handle.getConnection()`, as the app reads a row by its id; `Tessera, JDBI` is how the app runs everything else. Plain
            ShardingSphere-JDBC routes by hint, for database and table, with `<LITERAL>` data nodes, a binding group and names computed beforehand. A
            transaction is an UPDATE and two INSERTs between START TRANSACTION and COMMIT (ShardingSphere: setAutoCommit and commit).
            """;

    private static final String HTTP =
            """
            `GET /v1/comments/{id}`: the app against Dropwizard with that one resource, which runs the app's statement and writes the app's JSON. Each is a
            JVM of its own with `-Xms256m -Xmx256m` and the same `server` section (no request log; gzip, acceptors, threads and metrics as Dropwizard has
            them); all answer the same bytes, over connections that are kept. Each was warmed up for as long as the head of this report says. CPU is that
            of the serving JVM, its compiler and collector included. What the app does and its neighbours don't: it routes, retries and watches; gives
            each request an id, in two headers more and in the log's context; measures requests by route; answers to If-None-Match; and looks through the
            outboxes, twenty statements a second.
            """;

    private static final String SIZE =
            """
            Point reads by `Tessera, JDBC` on four tables of 16 buckets, %d threads, each row a JVM of its own with `-Xmx256m`. The other buckets
            and shards stand in the directory only; all shards are two servers. With 64 shards the 16 buckets lie on 16 of them, so that four threads use
            up to 64 connections in place of 8: `JDBC by hand` over as many pools, on the same 16 of them, shows what that costs without a router. CPU is
            that of all Java threads, those of the idle shards among them; in JVMs so young the compiler would drown it. Start is from main to
            the first answer; the heap was looked at after a collection; connections are all that the JVM held, those of the watches included.
            """;

    private final StringBuilder text = new StringBuilder();

    static String of(
            Machine machine,
            String command,
            RoutingOptions options,
            List<Cell> cells,
            List<HttpCell> http,
            Optional<CostBySize> size,
            List<Excess> excesses) {
        RoutingReportText report = new RoutingReportText();
        report.head(machine, command, options);
        report.goals(Goals.of(cells, http, size));
        report.line(METHOD);
        report.sides(cells);
        report.http(http);
        size.ifPresent(report::size);
        excesses.forEach(report::excess);
        return report.text.toString();
    }

    private void head(Machine machine, String command, RoutingOptions options) {
        line("# What routing costs\n");
        line("%s.\n", machine);
        line(
                "`%s`: %d rounds of %.2f s for each side and cell, after %.0f s of warm-up.\n",
                command, options.rounds, options.seconds, options.warmup);
    }

    private void goals(List<Goal> goals) {
        line("| goal | measured | |\n|---|---|---|");
        goals.forEach(goal -> line("%s", goal));
        line("");
    }

    private void sides(List<Cell> cells) {
        if (cells.isEmpty()) {
            return;
        }
        line("## Sides\n");
        line(SIDES);
        routersOwn(cells);
        cells.forEach(this::cell);
    }

    /** The same code with the router and without it, each beside its like. */
    private void routersOwn(List<Cell> cells) {
        line("CPU us an operation that the router itself costs, and what the control shows, which costs nothing:\n");
        line(
                "| kind x threads | control | Tessera, JDBC - JDBC by hand | Tessera, JDBI - JDBI by hand | JDBI by hand - JDBC by hand |\n|---|---|---|---|---|");
        for (Cell cell : cells) {
            line(
                    "| %s | %s | %s | %s | %s |",
                    cell,
                    Goals.more(cell, SideKind.RAW_AGAIN).text(1),
                    Goals.more(cell, SideKind.TESSERA_JDBC).text(1),
                    cell.rounds()
                            .cpuMicrosMore(SideKind.TESSERA_JDBI, SideKind.JDBI)
                            .text(1),
                    Goals.more(cell, SideKind.JDBI).text(1));
        }
        line("");
    }

    private void cell(Cell cell) {
        line("### %s, %d thread%s\n", cell.kind(), cell.threads(), cell.threads() == 1 ? "" : "s");
        line(
                "| side | operations/s | throughput / raw | CPU us/operation | CPU us more than raw |\n|---|---|---|---|---|");
        Rounds<SideKind> rounds = cell.rounds();
        for (SideKind side : SideKind.values()) {
            boolean raw = side == SideKind.RAW;
            line(
                    "| %s | %.0f | %s | %.1f | %s |",
                    side,
                    rounds.perSecond(side).median(),
                    raw ? "" : Goals.ratio(cell, side).text(2),
                    rounds.cpuMicros(side).median(),
                    raw ? "" : Goals.more(cell, side).text(1));
        }
        line("");
    }

    private void http(List<HttpCell> cells) {
        if (cells.isEmpty()) {
            return;
        }
        line("## Over HTTP\n");
        line(HTTP);
        for (HttpCell cell : cells) {
            line("### %s\n", cell);
            line("| server | requests/s | throughput / by hand | CPU us/request |\n|---|---|---|---|");
            for (HttpSide side : cell.rounds().sides()) {
                line(
                        "| %s | %.0f | %s | %.1f |",
                        side,
                        cell.rounds().perSecond(side).median(),
                        side == HttpSide.BY_HAND
                                ? ""
                                : cell.rounds()
                                        .throughputRatio(side, HttpSide.BY_HAND)
                                        .text(2),
                        cell.rounds().cpuMicros(side).median());
            }
            line("");
        }
    }

    private void size(CostBySize cost) {
        line("## Cost by size\n");
        line(SIZE, SizesSideBySide.THREADS);
        line(
                "| router | operations/s | CPU us/operation | CPU / first row | start ms | heap MB after GC | connections |\n|---|---|---|---|---|---|---|");
        for (Role role : cost.rounds().sides()) {
            line(
                    "| %s | %.0f | %.1f | %s | %s | %.0f | %d |",
                    role,
                    cost.rounds().perSecond(role).median(),
                    cost.rounds().cpuMicros(role).median(),
                    role == Role.SMALL
                            ? ""
                            : cost.rounds().cpuRatio(role, Role.SMALL).text(2),
                    role.isByHand() ? "" : of(cost.startMillis(), role).text(0),
                    of(cost.heapBytes(), role) / 1048576.0,
                    of(cost.connections(), role));
        }
        line(
                "\nWhat the router costs more than JDBC by hand over as many pools: %s us an operation with 2 shards, %s us with 64. From 2 to 64 it costs %s"
                        + " times as much; JDBC by hand %s times; the one divided by the other %s.\n",
                cost.routingWithFewShards().text(1),
                cost.routingWithManyShards().text(1),
                cost.rounds().cpuRatio(Role.LARGE, Role.SMALL).text(2),
                cost.rounds().cpuRatio(Role.LARGE_BY_HAND, Role.SMALL_BY_HAND).text(2),
                cost.ratioBesideHand().text(2));
    }

    private void excess(Excess excess) {
        line("## Where the rest goes: %s, %s\n", excess.what(), excess.side());
        line(
                "Java time by the nearest code to the top of the stack that isn't the JDK's own, microseconds an operation: %.1f; of %s %.1f. The kernel's"
                        + " part isn't in it, and samples get lost: read it for where, not for how much.\n",
                excess.profile().micros(), excess.other(), excess.raw().micros());
        line("| code of | here | %s | more |\n|---|---|---|---|", excess.other());
        Map<String, Double> raw = Excess.microsByLibrary(excess.raw());
        Excess.microsByLibrary(excess.profile()).forEach((library, here) -> {
            double there = of(raw, library);
            if (here + there > 0) {
                line("| %s | %.2f | %.2f | %.2f |", library, here, there, here - there);
            }
        });
        line("\n| method, outside the driver | here | %s | more |\n|---|---|---|---|", excess.other());
        excess.largest()
                .forEach(method -> line(
                        "| `%s` | %.2f | %.2f | %.2f |",
                        method, excess.profile().microsOf(method), excess.raw().microsOf(method), excess.more(method)));
        line("");
    }

    private static <K, V> V of(Map<K, V> map, K key) {
        return Optional.ofNullable(map.get(key)).orElseThrow();
    }

    private void line(String format, Object... arguments) {
        text.append(arguments.length == 0 ? format : String.format(Locale.ROOT, format, arguments))
                .append('\n');
    }
}
