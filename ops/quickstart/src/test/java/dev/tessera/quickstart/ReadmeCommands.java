package dev.tessera.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What README.md has a newcomer type beside a running quickstart, run in a shell against one on other ports. */
final class ReadmeCommands {
    private static final Path README = Path.of("../../README.md");
    private static final long LIMIT_SECONDS = 120;

    private final QuickstartRun.Place place;

    ReadmeCommands(QuickstartRun.Place place) {
        this.place = place;
    }

    /** Whether this machine has what they are typed with. */
    static boolean canBeRun() {
        return Stream.of(System.getenv().getOrDefault("PATH", "/usr/bin").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "curl")));
    }

    /** Each as it stands there, in its order; a command of several lines is one. */
    static List<String> all() throws IOException {
        return Files.readString(README)
                .replace("\\\n", " ")
                .lines()
                .filter(line -> line.startsWith("curl ") || line.startsWith("ops/shardctl "))
                .toList();
    }

    /** What it printed; it must have ended well. */
    String run(String command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(place.folder(), "command", ".out");
        Process process = new ProcessBuilder("bash", "-c", here(command))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly();
        String printed = Files.readString(output);
        assertThat(ended).as("%s runs on: %s", command, printed).isTrue();
        assertThat(process.exitValue()).as("%s: %s", command, printed).isZero();
        return printed;
    }

    /** An HTTP status that says no is a failure, too; originals are kept for seconds instead of a minute. */
    private String here(String command) {
        return command.replace("ops/shardctl", shardctl())
                .replace("curl -s", "curl -sS --fail-with-body")
                .replace(":8080", ":" + place.appPort())
                .replace(":8081", ":" + (place.appPort() + 1))
                .replaceFirst(" --to shard-b --execute", "$0 --grace 5s");
    }

    private String shardctl() {
        return "TESSERA_CLUSTER='" + place.cluster() + "' "
                + Path.of(System.getProperty("java.home", ""), "bin", "java")
                + " -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp '" + System.getProperty("java.class.path", "")
                + "' dev.tessera.ops.cli.Shardctl";
    }
}
