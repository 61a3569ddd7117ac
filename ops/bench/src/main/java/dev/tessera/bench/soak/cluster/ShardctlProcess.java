package dev.tessera.bench.soak.cluster;

import dev.tessera.bench.soak.plan.FaultKind;
import dev.tessera.testbed.process.Processes;
import dev.tessera.testbed.process.Supervised;
import dev.tessera.testbed.process.TestbedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A run of {@code shardctl} in a process of its own. Thread-safe. */
public final class ShardctlProcess implements FaultTarget {
    private static final int KILLED = 137;
    private static final Duration TO_END = Duration.ofSeconds(10);

    private final String words;
    private final Supervised process;
    private final Path log;

    ShardctlProcess(String words, List<String> command, Path log) {
        this.words = words;
        this.log = log;
        this.process = Supervised.start(command, log);
    }

    @Override
    public Optional<Long> pid() {
        return Optional.of(process.pid());
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Returns whether it has ended by then. */
    public boolean awaitEnd(Duration timeout) {
        return process.awaitEnd(timeout);
    }

    public boolean succeeded() {
        return process.status().orElse(-1) == 0;
    }

    /** How it ended, in a line. */
    public String ending() {
        int status = process.status().orElse(-1);
        if (status < 0) {
            return "is still at work";
        }
        return status == KILLED ? "was killed" : "exit code " + status + ": " + lastLine();
    }

    public String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String lastLine() {
        List<String> said = output().lines().filter(line -> !line.isBlank()).toList();
        return said.isEmpty() ? "" : said.get(said.size() - 1).strip();
    }

    @Override
    public String name() {
        return "shardctl " + words;
    }

    @Override
    public Reach reach() {
        return Reach.NOBODY;
    }

    @Override
    public void faultInterval(FaultKind faultKind) {
        if (faultKind == FaultKind.KILL) {
            process.kill();
        } else {
            signal("STOP");
        }
    }

    /** A mover that was killed stays dead: its move is an operator's to resume. */
    @Override
    public void heal() {
        signal("CONT");
    }

    /** It may end by itself at any moment. */
    private void signal(String signal) {
        if (!process.isAlive()) {
            return;
        }
        try {
            Processes.signal(process.pid(), signal);
        } catch (TestbedException e) {
            if (!process.awaitEnd(TO_END)) {
                throw e;
            }
        }
    }

    public void kill() {
        process.kill();
    }
}
