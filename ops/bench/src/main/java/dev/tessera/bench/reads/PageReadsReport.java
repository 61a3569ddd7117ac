package dev.tessera.bench.reads;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tessera.bench.measure.AppInstance;
import dev.tessera.bench.measure.Console;
import dev.tessera.bench.measure.Goal;
import dev.tessera.bench.measure.Jvm;
import dev.tessera.bench.measure.Machine;
import dev.tessera.bench.measure.ReportFile;
import dev.tessera.bench.measure.ReportLines;
import dev.tessera.bench.moves.BenchCluster;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.EntityId;
import dev.tessera.testbed.server.MySqlServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Counts what a shard reads, and writes it down. {@code ops/bench/page-reads} calls it. */
@Command(
        name = "ops/bench/page-reads",
        mixinStandardHelpOptions = true,
        description =
                "Index entries that a shard reads for pages of 20, for changes and for what is known already, by MySQL's own"
                        + " counters, over several shapes of data. On servers and an app of its own.")
public final class PageReadsReport implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LIMIT = 20;
    private static final int TIMES = 5;
    private static final String COUNTERS = "show global status where variable_name in ('Handler_read_first',"
            + " 'Handler_read_key', 'Handler_read_last', 'Handler_read_next', 'Handler_read_prev', 'Handler_read_rnd',"
            + " 'Handler_read_rnd_next')";

    @Option(
            names = "--scale",
            defaultValue = "1",
            description = "Of the numbers of comments. Default: ${DEFAULT-VALUE}.")
    private double scale;

    @Option(names = "--reports", defaultValue = "ops/bench/reports", hidden = true)
    private Path reports = Path.of("ops/bench/reports");

    @Spec
    private CommandSpec command = CommandSpec.create();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private URI base = URI.create("");
    private int paths;

    private PageReadsReport() {}

    public static void main(String[] arguments) {
        System.exit(execute(arguments));
    }

    static int execute(String... arguments) {
        return new CommandLine(new PageReadsReport())
                .setOverwrittenOptionsAllowed(true)
                .execute(arguments);
    }

    @Override
    public Integer call() throws IOException, InterruptedException, SQLException {
        Map<DataShape, Map<String, Long>> counted = new LinkedHashMap<>();
        Machine machine;
        try (BenchCluster cluster = BenchCluster.with(0, 0, 1)) {
            machine = Machine.of(cluster.shard(BenchCluster.A).version());
            // Nothing else is to read at the shard meanwhile.
            AppInstance app = AppInstance.start(
                    cluster.folder(),
                    Files.createTempFile(cluster.folder(), "app", ".log"),
                    "sweep_pause: 1 hour\nrelay_after_commit: false\n",
                    Jvm.command("-Xms128m", "-Xmx256m"));
            try {
                app.awaitAnswer();
                base = app.base();
                long author = send("POST", "/v1/users", "{\"handle\": \"reads\", \"display_name\": \"R\"}")
                        .path("user_id")
                        .asLong();
                List<BucketId> buckets = cluster.bucketsOn(BenchCluster.A);
                List<DataShape> shapes = shapes();
                for (int number = 0; number < shapes.size(); number++) {
                    DataShape shape = shapes.get(number);
                    counted.put(shape, count(cluster.shard(BenchCluster.A), buckets.get(number), author, shape));
                    Console.say("%s: %s", shape.name(), counted.get(shape));
                }
            } finally {
                app.close();
            }
        }
        List<Goal> goals = goals(counted);
        ReportFile.write(reports, "page-reads", text(machine, goals, counted));
        return goals.stream().allMatch(Goal::held) ? 0 : 1;
    }

    private List<DataShape> shapes() {
        int many = (int) (20_000 * scale);
        int one = (int) (100_000 * scale);
        List<DataShape> shapes = List.of(
                new DataShape("20 threads of " + many, 20, many, false, false, true),
                new DataShape("one thread of " + one, 1, one, false, false, true),
                new DataShape("20 threads of " + many + ", all tombstones", 20, many, true, false, true),
                new DataShape("20 threads of " + many + ", all answers to the first", 20, many, false, true, true),
                new DataShape("one thread of " + one + ", all answers to the first", 1, one, false, true, true));
        List<DataShape> all = new ArrayList<>(shapes);
        shapes.forEach(shape -> all.add(shape.unanalyzed()));
        return all;
    }

    private Map<String, Long> count(MySqlServer shard, BucketId bucket, long author, DataShape shape)
            throws IOException, InterruptedException, SQLException {
        List<Long> threads = new ArrayList<>();
        while (threads.size() < shape.threads()) {
            threads.add(threadIn(bucket));
        }
        ShapedThread.fill(shard, ShapedThread.suffix(bucket), threads, author, shape);
        long thread = threads.get(threads.size() / 2);
        String list = "/v1/threads/" + thread + "/comments?limit=" + LIMIT;
        JsonNode oldest = send("GET", list + "&order=oldest", "");
        String first = oldest.path("items").path(0).path("comment_id").asText();
        String root = "&parent=" + (shape.replies() ? first : "0");
        String middle = Long.toString(Long.parseLong(first) + ((shape.each() / 2L) << 22));
        String changes = "/v1/threads/" + thread + "/changes?cursor=";
        Map<String, Long> reads = new LinkedHashMap<>();
        reads.put("304", entries(shard, () -> notModified(list, shape)));
        reads.put(
                "changes, nothing new",
                entries(
                        shard,
                        () -> send(
                                "GET", changes + oldest.path("changes_cursor").asText(), "")));
        for (String order : List.of("newest", "oldest")) {
            reads.put(order, page(shard, list + "&order=" + order));
            reads.put(order + ", of a parent", page(shard, list + "&order=" + order + root));
        }
        reads.put("around the middle", page(shard, list + "&order=oldest&around=" + middle));
        return reads;
    }

    private long page(MySqlServer shard, String path) throws IOException, InterruptedException, SQLException {
        return entries(shard, () -> send("GET", path, ""));
    }

    private void notModified(String list, DataShape shape) throws IOException, InterruptedException {
        HttpResponse<String> page = exchange("GET", list, "", "x");
        String tag = page.headers().firstValue("ETag").orElseThrow();
        if (exchange("GET", list, "", tag).statusCode() != 304) {
            throw new IOException("not 304: " + shape);
        }
    }

    @FunctionalInterface
    private interface ReadRequest {
        void run() throws IOException, InterruptedException;
    }

    /** The fewest of some times: routers and health checks ask now and then. */
    private static long entries(MySqlServer shard, ReadRequest request)
            throws IOException, InterruptedException, SQLException {
        request.run();
        long fewest = Long.MAX_VALUE;
        for (int time = 0; time < TIMES; time++) {
            long before = counters(shard);
            request.run();
            long after = counters(shard);
            fewest = Math.min(fewest, after - before - (counters(shard) - after));
        }
        return fewest;
    }

    private static long counters(MySqlServer shard) throws SQLException {
        try (Connection connection = shard.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(COUNTERS)) {
            long sum = 0;
            while (rows.next()) {
                sum += rows.getLong(2);
            }
            return sum;
        }
    }

    private long threadIn(BucketId bucket) throws IOException, InterruptedException {
        while (true) {
            String body = "{\"site\": \"reads.example.com\", \"path\": \"/%d\", \"title\": \"t\"}".formatted(paths++);
            long thread = send("PUT", "/v1/threads", body).path("thread_id").asLong();
            if (bucket.contains(new EntityId(thread).slot())) {
                return thread;
            }
        }
    }

    private JsonNode send(String method, String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = exchange(method, path, body, "");
        if (answer.statusCode() >= 300) {
            throw new IOException(method + " " + path + " was answered " + answer.statusCode() + ": " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    private HttpResponse<String> exchange(String method, String path, String body, String known)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        if (known.startsWith("W/")) {
            request.header("If-None-Match", known);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static List<Goal> goals(Map<DataShape, Map<String, Long>> counted) {
        long pages = counted.values().stream()
                .flatMap(reads -> reads.entrySet().stream())
                .filter(read ->
                        !read.getKey().startsWith("304") && !read.getKey().startsWith("changes"))
                .mapToLong(Map.Entry::getValue)
                .max()
                .orElse(0);
        long known = counted.values().stream()
                .mapToLong(reads -> reads.getOrDefault("changes, nothing new", 99L))
                .max()
                .orElse(0);
        return List.of(
                new Goal("changes with nothing new: one entry", known + " at most", known == 1),
                new Goal("a page of 20: at most 30 entries", pages + " at most", pages <= 30));
    }

    private String text(Machine machine, List<Goal> goals, Map<DataShape, Map<String, Long>> counted) {
        ReportLines lines = new ReportLines()
                .head("What pages read", goals, ReportFile.commandLine(command), machine)
                .line(
                        "Sums of MySQL's `Handler_read_*` for one request. \"304\" is a page and then the question for it with its tag: the"
                                + " difference to the page is what the 304 costs. Comments of the threads of a bucket lie between one another in time.\n");
        List<String> kinds = List.copyOf(counted.values().iterator().next().keySet());
        lines.line("| comments | " + String.join(" | ", kinds) + " |");
        lines.line("|---|" + "---|".repeat(kinds.size()));
        counted.forEach((shape, reads) -> lines.line("| " + shape.name() + " | "
                + String.join(
                        " | ", reads.values().stream().map(String::valueOf).toList()) + " |"));
        return lines.toString();
    }
}
