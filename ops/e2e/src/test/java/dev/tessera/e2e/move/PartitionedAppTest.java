package dev.tessera.e2e.move;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.app.testing.ApiAnswer;
import dev.tessera.app.testing.ApiClient;
import dev.tessera.app.testing.RunningApp;
import dev.tessera.e2e.cli.ShardctlRun;
import dev.tessera.e2e.workload.TestSystem;
import dev.tessera.migrations.changelog.Changelogs;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.EntityId;
import dev.tessera.shardconfig.InitialBuckets;
import dev.tessera.shardconfig.cluster.ClusterConfigFile;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.process.Eventually;
import dev.tessera.testbed.proxy.BreakableProxy;
import dev.tessera.testbed.workload.Workload;
import dev.tessera.testbed.workload.WorkloadReport;
import dev.tessera.testbed.workload.http.FailedRequest;
import dev.tessera.testbed.workload.state.WorkloadOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * One of three instances is cut off from the directory while a bucket goes round all shards and comes home. It keeps serving what has not
 * moved; of the bucket that has, it tells what is true or says that it can't.
 */
class PartitionedAppTest {
    @RegisterExtension
    static final MySqlExtension MYSQL = MySqlExtension.servers(4);

    private static final BucketId BUCKET = new InitialBuckets(16).get(3);
    private static final BucketId STILL = new InitialBuckets(16).get(4);
    private static final int SERVICE_UNAVAILABLE = 503;
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(60);

    @Test
    void instanceCutOffFromTheDirectory_neverAnswersWhatIsOld_whileABucketGoesRoundAndComesHome(@TempDir Path folder)
            throws Exception {
        try (TestSystem system = TestSystem.create(
                                16, MYSQL.server(0), MYSQL.server(1), MYSQL.server(2), MYSQL.server(3))
                        .withApps(2);
                Cluster cluster =
                        new Cluster(system.cluster().config(), system.cluster().operator(), Changelogs.shipped());
                BreakableProxy way = BreakableProxy.inFrontOf(MYSQL.server(0));
                RunningApp alone = RunningApp.start(behind(way, system, folder), Map.of("tls", "DISABLED"));
                Workload others =
                        Workload.start(busy(system.options()).withClients(8).amongOthers());
                Workload itsOwn = Workload.start(busy(WorkloadOptions.of(
                                List.of(URI.create("http://127.0.0.1:" + alone.port("application"))),
                                system.buckets().count()))
                        .withClients(4)
                        .amongOthers())) {
            Homes homes = new Homes(system, cluster);
            String home = homes.live(BUCKET).get(0).value();
            String quiet = homes.live(STILL).get(0).value();
            Edited moving = Edited.in(BUCKET, alone.api());
            Edited still = Edited.in(STILL, alone.api());

            way.refuse();
            way.cut();
            for (String target : roundTrip(home)) {
                ShardctlRun.on(
                                system.cluster(),
                                "move",
                                BUCKET.name(),
                                "--to",
                                target,
                                "--execute",
                                "--disk-unchecked",
                                "--drop-reverse-replication")
                        .done();
                String newest = moving.editThrough(system, "on " + target);
                ApiAnswer answer = moving.read(alone.api());
                assertThat(answer.status())
                        .as("the bucket on %s: %s", target, answer.body())
                        .isIn(200, SERVICE_UNAVAILABLE);
                if (answer.status() == SERVICE_UNAVAILABLE) {
                    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
                } else {
                    assertThat(answer.text("/body")).isEqualTo(newest);
                }
                assertThat(still.read(alone.api()).expect(200).text("/body")).isEqualTo("the first");
            }
            assertThat(homes.live(BUCKET)).hasToString("[" + home + "]");
            assertThat(homes.live(STILL)).hasToString("[" + quiet + "]");

            way.restore();
            Eventually.within(SOON, () -> moving.read(alone.api()).status() == 200, "it follows the directory again");
            assertThat(moving.read(alone.api()).text("/body")).isEqualTo("on " + home);

            WorkloadReport ofOthers = others.stop();
            WorkloadReport own = itsOwn.stop();
            System.out.println("through the others: " + ofOthers + "; through the one cut off: " + own);
            assertThat(ofOthers.failures()).isEmpty();
            assertThat(ofOthers.violations()).isEmpty();
            assertThat(own.violations()).isEmpty();
            assertThat(own.failures()).isNotEmpty().allMatch(PartitionedAppTest::isOfTheBucket);
            assertThat(others.audit(system.auditTarget()).problems()).isEmpty();
            assertThat(itsOwn.audit(system.auditTarget()).problems()).isEmpty();
        }
    }

    /** A comment anywhere needs its author, who may live in the bucket; an author's list needs the threads of its comments. */
    private static boolean isOfTheBucket(FailedRequest failure) {
        return failure.status() == SERVICE_UNAVAILABLE
                && (BUCKET.contains(failure.slot())
                        || failure.method().equals("POST")
                        || failure.path().startsWith("/v1/users/"));
    }

    private static WorkloadOptions busy(WorkloadOptions options) {
        return options.withHot(Set.of(BUCKET), 0.3).withPauseBetweenActs(PAUSE);
    }

    /** The two other shards, and home. */
    private static List<String> roundTrip(String home) {
        List<String> targets = new ArrayList<>(List.of("shard-a", "shard-b", "shard-c"));
        targets.remove(home);
        targets.add(home);
        return targets;
    }

    /** The same cluster, whose directory is reached through the proxy. */
    private static Path behind(BreakableProxy way, TestSystem system, Path folder) throws IOException {
        try (Stream<Path> files = Files.list(system.folder())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        Path config = folder.resolve(ClusterConfigFile.NAME);
        String yaml = Files.readString(config);
        Files.writeString(config, yaml.replaceFirst("address: \\S+", "address: " + way.address()));
        return folder;
    }

    /** A comment in a bucket, which somebody edits. */
    private record Edited(String comment) {
        static Edited in(BucketId bucket, ApiClient api) {
            String author = api.user("editor" + bucket);
            for (int i = 0; ; i++) {
                String thread = api.thread("/edited/" + bucket + "/" + i);
                if (bucket.contains(new EntityId(Long.parseLong(thread)).slot())) {
                    return new Edited(
                            api.comment(thread, author, "the first").expect(201).text("/comment_id"));
                }
            }
        }

        ApiAnswer read(ApiClient api) {
            return api.get("/v1/comments/" + comment);
        }

        /** Through an instance that knows where the bucket is. */
        String editThrough(TestSystem system, String body) {
            ApiClient api = system.api(0);
            String tag = read(api).expect(200).headers().firstValue("ETag").orElseThrow();
            api.patch("/v1/comments/" + comment, "{\"body\": \"" + body + "\"}", "If-Match", tag)
                    .expect(200);
            return body;
        }
    }
}
