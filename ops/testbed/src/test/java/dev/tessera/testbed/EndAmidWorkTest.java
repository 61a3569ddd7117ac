package dev.tessera.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.testbed.process.Eventually;
import dev.tessera.testbed.process.Folders;
import dev.tessera.testbed.process.Supervised;
import dev.tessera.testbed.process.TemporaryFolder;
import dev.tessera.testbed.server.MySqlProvider;
import dev.tessera.testbed.server.MysqldProvider;
import dev.tessera.testbed.server.ServerSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** A JVM that ends amid its work and gets to closing nothing leaves no folder and no process: each test starts such a JVM. */
class EndAmidWorkTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    private Path temporary = Path.of("");

    @Test
    void terminatedWhileFilesAreMade() throws IOException {
        Process jvm = start(Busy.class);
        Eventually.within(LIMIT, () -> isIn("1000"), "files are made");
        jvm.destroy();
        assertNothingIsLeft(jvm);
    }

    @Test
    void killedWhileFilesAreMade() throws IOException {
        Process jvm = start(Busy.class);
        Eventually.within(LIMIT, () -> isIn("1000"), "files are made");
        jvm.destroyForcibly();
        assertNothingIsLeft(jvm);
    }

    @Test
    @DisabledIfSystemProperty(
            named = MySqlExtension.FAST,
            matches = "true",
            disabledReason = "the fast tier has no MySQL servers")
    void terminatedWhileTheDataOfAServerAreCopied() throws IOException {
        Assumptions.assumeTrue(ServerPool.provider() instanceof MysqldProvider, "servers have folders");
        Process jvm = start(Starter.class);
        Eventually.within(LIMIT, () -> isIn("data.partial"), "data are copied");
        jvm.destroy();
        assertNothingIsLeft(jvm);
    }

    /** As after a crash of the machine. */
    @Test
    void whatIsLeftNevertheless_isDeletedByTheNextThatMakesAFolder() throws IOException, InterruptedException {
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        Path left = Path.of(System.getProperty("java.io.tmpdir", "")).resolve("tessera-testbed-" + dead.pid() + "-0");
        Files.createDirectories(left.resolve("1-cluster"));
        Folders.deleteTemporary(Folders.createTemporary("next"));
        assertThat(left).doesNotExist();
    }

    private void assertNothingIsLeft(Process jvm) {
        Eventually.within(LIMIT, () -> !jvm.isAlive(), "the JVM is gone");
        Eventually.within(LIMIT, () -> processes().isEmpty(), () -> "every process is gone: " + processes());
        Eventually.within(LIMIT, () -> entries().isEmpty(), () -> "every folder is gone: " + entries());
    }

    /** Those that were told of the folder. */
    private List<String> processes() {
        return ProcessHandle.allProcesses()
                .flatMap(process -> process.info().commandLine().stream())
                .filter(line -> line.contains(temporary.toString()))
                .toList();
    }

    private List<Path> entries() {
        try (Stream<Path> entries = Files.list(temporary)) {
            return entries.toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** In one of the JVM's temporary folders. */
    private boolean isIn(String name) throws IOException {
        try (Stream<Path> paths = Files.walk(temporary, 3)) {
            return paths.anyMatch(path -> path.endsWith(name));
        }
    }

    private Process start(Class<?> program) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home", ""), "bin", "java")
                                .toString(),
                        "-Djava.io.tmpdir=" + temporary,
                        "-cp",
                        System.getProperty("java.class.path", ""),
                        program.getName())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Makes and deletes folders, while a process of its makes files in one of them. */
    static final class Busy {
        private static final String MAKES_FILES = "i=0; while :; do i=$((i+1)); : > \"$0/$i\"; done";

        private Busy() {}

        public static void main(String[] arguments) {
            Path busy = TemporaryFolder.create("busy").path();
            Supervised writer =
                    Supervised.start(List.of("sh", "-c", MAKES_FILES, busy.toString()), busy.resolve("writer.log"));
            while (writer.isAlive()) {
                TemporaryFolder.create("short").close();
            }
        }
    }

    /** Starts one server after the other. */
    static final class Starter {
        private Starter() {}

        public static void main(String[] arguments) {
            MySqlProvider provider = MySqlSources.detect();
            while (!Thread.currentThread().isInterrupted()) {
                provider.start(ServerSpec.named("next")).close();
            }
        }
    }
}
