package dev.tessera.bench;

import dev.tessera.shardconfig.BucketTables;
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

/** The same request to servers in JVMs of their own, taking turns. */
final class HttpSideBySide implements AutoCloseable {
    private static final List<HttpSide> SIDES = List.of(HttpSide.values());
    private static final Duration TURN = Duration.ofMillis(500);

    private final Stage stage;
    private final Workers workers;
    private final Options options;
    private final Dataset data;
    private final Map<HttpSide, HttpServer> servers = new EnumMap<>(HttpSide.class);

    HttpSideBySide(Stage stage, Workers workers, Options options) {
        this.stage = stage;
        this.workers = workers;
        this.options = options;
        this.data = new Dataset(stage.buckets());
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

    /** The app would deliver what the measured transactions have left there. */
    private void forgetOutbox() {
        for (int bucket = 0; bucket < stage.buckets(); bucket++) {
            int shard =
                    ShardPools.shardOf(bucket, stage.buckets(), stage.shards().size());
            stage.server(shard)
                    .execute("truncate table " + BucketTables.LIVE_SCHEMA + "."
                            + BucketTables.physicalName("outbox", bucket));
        }
    }

    private void start(Path folder) throws IOException {
        Map<HttpSide, Path> folders = new EnumMap<>(HttpSide.class);
        for (HttpSide side : SIDES) {
            folders.put(side, Files.createDirectories(folder.resolve(side.name())));
            servers.put(side, HttpServer.start(side, stage, of(folders, side)));
        }
        byte[] expected = new byte[0];
        for (HttpSide side : SIDES) {
            byte[] answer = of(servers, side).awaitAnswer(path(Dataset.commentId(0, 0)), of(folders, side));
            if (expected.length > 0 && !Arrays.equals(expected, answer)) {
                throw new IllegalStateException(side + " answers something else than " + SIDES.get(0));
            }
            expected = answer;
        }
    }

    private void warmUp() throws InterruptedException {
        long end = System.nanoTime() + options.warmUp().toNanos();
        int most = options.threads.stream().mapToInt(Integer::intValue).max().orElse(1);
        do {
            for (HttpSide side : SIDES) {
                round(side, most, TURN);
            }
        } while (System.nanoTime() - end < 0);
    }

    private Rounds<HttpSide> rounds(int threads) throws InterruptedException {
        Rounds<HttpSide> rounds = new Rounds<>();
        for (HttpSide side : SIDES) {
            round(side, threads, options.round());
        }
        for (int pass = 0; pass < options.rounds; pass++) {
            for (HttpSide side : Rounds.order(SIDES, pass)) {
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
        int bucket = data.anyBucket();
        byte[] body = server.get(path(data.anyComment(bucket)));
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
