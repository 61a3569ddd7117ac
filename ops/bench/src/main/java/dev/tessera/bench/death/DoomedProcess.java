package dev.tessera.bench.death;

import dev.tessera.bench.measure.Jvm;
import dev.tessera.ops.move.journal.Move;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A {@link DoomedMover} in a process of its own. */
final class DoomedProcess implements AutoCloseable {
    private final Process process;

    private DoomedProcess(Process process) {
        this.process = process;
    }

    static DoomedProcess start(Path cluster, Move move, String point) throws IOException {
        List<String> command = new ArrayList<>(Jvm.command("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of(DoomedMover.class.getName(), cluster.toString(), Long.toString(move.moveId()), point));
        return new DoomedProcess(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    /**
     * Kills it -9 the moment it comes to its point.
     *
     * @return when it took its last fence, and when it was killed
     * @throws IllegalStateException when it ends before
     */
    Killed killAtItsPoint() throws IOException {
        List<String> said = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            Instant fenced = Instant.now();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.add(line);
                if (line.startsWith(DoomedMover.FENCED)) {
                    fenced = Instant.parse(line.substring(DoomedMover.FENCED.length()));
                } else if (line.startsWith(DoomedMover.REACHED)) {
                    process.destroyForcibly();
                    return new Killed(fenced, Instant.now());
                }
            }
        }
        throw new IllegalStateException("a mover ended before it came to its point; it said " + said);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** When it sent the RENAME of its fence, and when it was killed. */
    record Killed(Instant fenced, Instant at) {}
}
