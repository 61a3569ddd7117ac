package dev.tessera.bench.measure;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Has another JVM sample itself, by way of the JDK's jcmd. */
public final class FlightRecorder {
    private static final String NAME = "name=tessera-bench";

    private final long pid;
    private final Path folder;

    /** @param folder where its files go */
    public FlightRecorder(long pid, Path folder) {
        this.pid = pid;
        this.folder = folder;
    }

    /** Twice, and the first time is thrown away: a JVM that begins to record compiles much of its code anew. */
    public Profile profile(Profile.ProfiledRound round) throws IOException, InterruptedException {
        record(round);
        return record(round);
    }

    private Profile record(Profile.ProfiledRound round) throws IOException, InterruptedException {
        Path file = folder.resolve("profile.jfr");
        jcmd(
                "JFR.start",
                NAME,
                "settings=none",
                // Settings that no file names are told by a plus.
                "+" + Profile.SAMPLE + "#enabled=true",
                "+" + Profile.SAMPLE + "#period=" + Profile.PERIOD.toMillis() + "ms",
                "+" + Profile.JDBI_STATEMENT + "#enabled=false");
        Measurement measurement = round.run();
        jcmd("JFR.stop", NAME, "filename=" + file);
        return Profile.of(file, measurement.operations());
    }

    private void jcmd(String... words) throws IOException, InterruptedException {
        List<String> command =
                List.of(System.getProperty("java.home") + "/bin/jcmd", Long.toString(pid), String.join(" ", words));
        Path log = folder.resolve("jcmd.log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException("jcmd failed: " + String.join(" ", command) + ", see " + log);
        }
    }
}
