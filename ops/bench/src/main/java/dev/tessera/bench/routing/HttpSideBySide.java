package dev.tessera.bench.routing;

import dev.tessera.bench.measure.Console;
import dev.tessera.bench.measure.HandRoutedPools;
import dev.tessera.bench.measure.Measurement;
import dev.tessera.bench.measure.MeasuringThreads;
import dev.tessera.bench.measure.Profile;
import dev.tessera.bench.measure.RoutingCluster;
import dev.tessera.bench.routing.http.HttpServer;
import dev.tessera.bench.routing.http.HttpSide;
import dev.tessera.bench.routing.sides.Dataset;
import dev.tessera.shardconfig.BucketTables;
import dev.tessera.shardconfig.InitialBuckets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The same request to servers in JVMs of their own, taking turns. */
final class HttpSideBySide implements AutoCloseable {
    private static final Duration TURN = Duration.ofMillis(500);
    /** One: with more, threads that wait for a core would count as busy. */
    private static final int PROFILED_CONNECTIONS = 1;

    private final RoutingCluster stage;
    private final MeasuringThreads workers;
    private final RoutingOptions options;
    private final Dataset data;
    private final List<HttpSide> sides;
    private final Map<HttpSide, HttpServer> servers = new EnumMap<>(HttpSide.class);

    HttpSideBySide(RoutingCluster stage, MeasuringThreads workers, RoutingOptions options) {
        this.stage = stage;
        this.workers = workers;
        this.options = options;
        this.data = new Dataset(stage.buckets());
        this.sides = Stream.of(HttpSide.values())
                .filter(side -> !options.brief || side != HttpSide.BY_HAND_AGAIN)
                .toList();
    }

    List<HttpCell> measure(Path folder) throws IOException, InterruptedException {
        forgetOutbox();
        start(folder);
        warmUp();
        List<HttpCell> cells = new ArrayList<>();
        for (int threads : options.threads) {
            HttpCell cell = new HttpCell(threads, rounds(threads));
            Console.say(
                    "HTTP, %s: Tessera / by hand %s", cell, Goals.overHttp(cell).text(2));
            cells.add(cell);
        }
        return cells;
    }

    /** Of the app, where it is slower than it may be or the profile was asked for. */
    Optional<Excess> profile(List<HttpCell> cells) throws IOException, InterruptedException {
        if (!options.profile && cells.stream().allMatch(Goals::isFastEnough)) {
            return Optional.empty();
        }
        Console.say("profile over HTTP");
        return Optional.of(new Excess(
                "GET /v1/comments/{id}",
                HttpSide.TESSERA.toString(),
                profile(HttpSide.TESSERA),
                HttpSide.BY_HAND.toString(),
                profile(HttpSide.BY_HAND)));
    }

    private Profile profile(HttpSide side) throws IOException, InterruptedException {
        return of(servers, side).profile(() -> round(side, PROFILED_CONNECTIONS, options.profileRound()));
    }

    /** The app would deliver what the measured transactions have left there. */
    private void forgetOutbox() {
        InitialBuckets buckets = new InitialBuckets(stage.buckets());
        for (int index = 0; index < stage.buckets(); index++) {
            int shard = HandRoutedPools.shardOf(
                    index, stage.buckets(), stage.shards().size());
            stage.server(shard)
                    .execute("truncate table " + BucketTables.LIVE_SCHEMA + "."
                            + BucketTables.physicalName("outbox", buckets.get(index)));
        }
    }

    private void start(Path folder) throws IOException {
        for (HttpSide side : sides) {
            servers.put(side, HttpServer.start(side, stage, Files.createDirectories(folder.resolve(side.name()))));
        }
        byte[] expected = new byte[0];
        for (HttpSide side : sides) {
            byte[] answer = of(servers, side).awaitAnswer(path(Dataset.commentId(0, 0)));
            if (expected.length > 0 && !Arrays.equals(expected, answer)) {
                throw new IllegalStateException(side + " answers something else than " + sides.get(0));
            }
            expected = answer;
        }
    }

    /** Each for as long as the warm-up lasts: their compilers don't learn from each other. */
    private void warmUp() throws InterruptedException {
        long end =
                System.nanoTime() + options.warmUp().multipliedBy(sides.size()).toNanos();
        int most = options.threads.stream().mapToInt(Integer::intValue).max().orElse(1);
        do {
            for (HttpSide side : sides) {
                round(side, most, TURN);
            }
        } while (System.nanoTime() - end < 0);
    }

    private Rounds<HttpSide> rounds(int threads) throws InterruptedException {
        Rounds<HttpSide> rounds = new Rounds<>();
        for (HttpSide side : sides) {
            round(side, threads, options.round());
        }
        for (int pass = 0; pass < options.rounds; pass++) {
            for (HttpSide side : Rounds.order(sides, pass)) {
                rounds.add(side, round(side, threads, options.round()));
            }
        }
        return rounds;
    }

    private Measurement round(HttpSide side, int threads, Duration length) throws InterruptedException {
        HttpServer server = of(servers, side);
        return server.round(workers, () -> readAny(server), threads, length);
    }

    private void readAny(HttpServer server) throws IOException {
        int slot = data.anySlot();
        byte[] body = server.get(path(data.anyComment(slot)));
        if (body.length == 0) {
            throw new IllegalStateException("an empty answer");
        }
    }

    private static String path(long comment) {
        return "/v1/comments/" + comment;
    }

    private static <T> T of(Map<HttpSide, T> map, HttpSide side) {
        return Optional.ofNullable(map.get(side)).orElseThrow();
    }

    @Override
    public void close() throws IOException {
        for (HttpServer server : servers.values()) {
            server.close();
        }
    }
}
