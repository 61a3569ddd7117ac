package dev.tessera.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.testbed.process.Eventually;
import dev.tessera.testbed.process.FreePorts;
import dev.tessera.testbed.process.Processes;
import dev.tessera.testbed.server.MySqlServer;
import dev.tessera.testbed.server.MysqldServer;
import dev.tessera.testbed.server.ServerSpec;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** A JVM that is killed takes its servers along: each test starts such a JVM. */
@DisabledIfSystemProperty(
        named = MySqlExtension.FAST,
        matches = "true",
        disabledReason = "the fast tier has no MySQL servers")
class OwnerDeathTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final String FACT = "fact: ";

    @Test
    void killedJvmTakesItsServerAlong() throws IOException {
        assertServerDiesWithItsOwner("running");
    }

    @Test
    void killedJvmTakesItsPausedServerAlong() throws IOException {
        assertServerDiesWithItsOwner("paused");
    }

    @Test
    void jvmThatEndsWithoutClosingTakesItsServerAlong() throws IOException {
        Owned owned = start("ends");
        assertNothingIsLeft(owned);
    }

    @Test
    void killedJvm_leavesNoFolderOfAStoppedServerAndNoPasswords() throws IOException {
        Owned owned = start("stopped");
        assertThat(owned.cluster().resolve("operator")).exists();
        kill(owned);
        assertNothingIsLeft(owned);
    }

    @Test
    void jvmThatIsTerminated_leavesNoFolderWithPasswords() throws IOException {
        Owned owned = start("terminated");
        assertThat(owned.cluster().resolve("operator")).exists();
        owned.jvm().destroy();
        assertNothingIsLeft(owned);
    }

    private static void assertServerDiesWithItsOwner(String how) throws IOException {
        Owned owned = start(how);
        assertThat(FreePorts.isFree(owned.port())).isFalse();
        kill(owned);
        assertNothingIsLeft(owned);
    }

    private static void kill(Owned owned) {
        owned.jvm().destroyForcibly();
        Eventually.within(LIMIT, () -> !owned.jvm().isAlive(), "the JVM is gone");
    }

    private static void assertNothingIsLeft(Owned owned) {
        Eventually.within(LIMIT, () -> FreePorts.isFree(owned.port()), "nothing listens any more");
        Eventually.within(LIMIT, () -> !Processes.isAlive(owned.server()), "mysqld is gone");
        Eventually.within(LIMIT, () -> !Files.exists(owned.folder()), "its folder is gone");
        Eventually.within(LIMIT, () -> !Files.exists(owned.cluster()), "the cluster's folder is gone");
    }

    private static Owned start(String how) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home", ""), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path", ""),
                Owner.class.getName(),
                how));
        Process jvm = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output = jvm.inputReader(StandardCharsets.UTF_8);
        return new Owned(
                jvm,
                Integer.parseInt(fact(output)),
                Long.parseLong(fact(output)),
                Path.of(fact(output)),
                Path.of(fact(output)));
    }

    /** Testcontainers may log to stdout as well. */
    private static String fact(BufferedReader output) throws IOException {
        String line = output.readLine();
        while (!line.startsWith(FACT)) {
            line = output.readLine();
        }
        return line.substring(FACT.length());
    }

    /** @param cluster the folder of a cluster on the server, with its accounts' passwords */
    private record Owned(Process jvm, int port, long server, Path folder, Path cluster) {}

    /** The JVM that is killed. */
    static final class Owner {
        private Owner() {}

        @SuppressWarnings("SystemOut")
        public static void main(String[] arguments) throws Exception {
            MySqlServer server = MySqlSources.detect().start(ServerSpec.named("owned"));
            TestCluster cluster = TestCluster.configured(16, server, server);
            Map<String, Runnable> ways = Map.of("paused", server::pause, "stopped", server::stop);
            ways.getOrDefault(arguments[0], () -> {}).run();
            System.out.println(FACT + server.port());
            System.out.println(FACT + (server instanceof MysqldServer process ? process.pid() : Long.MAX_VALUE));
            System.out.println(FACT + (server instanceof MysqldServer process ? process.folder() : "/no/such/folder"));
            System.out.println(FACT + cluster.clusterDirectory());
            if (!arguments[0].equals("ends")) {
                Thread.sleep(Duration.ofMinutes(5).toMillis());
            }
        }
    }
}
