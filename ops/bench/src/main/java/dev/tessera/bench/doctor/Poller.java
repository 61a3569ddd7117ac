package dev.tessera.bench.doctor;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tessera.bench.soak.cluster.Operators;
import dev.tessera.bench.soak.cluster.ShardctlProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs {@code shardctl doctor} and {@code shardctl move list --json}, one after the other, twice a second or as often as the machine can: each a
 * process. A thread of its own.
 */
final class Poller implements AutoCloseable {
    private static final Duration EVERY = Duration.ofMillis(500);
    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Operators operators;
    private final List<UnexpectedLine> said = Collections.synchronizedList(new ArrayList<>());
    private final Thread thread = new Thread(this::poll, "polls");
    private volatile String beside = "nothing";
    private final AtomicInteger polls = new AtomicInteger();
    private volatile boolean closed;

    private Poller(Operators operators) {
        this.operators = operators;
    }

    static Poller start(Operators operators) {
        Poller poller = new Poller(operators);
        poller.thread.start();
        return poller;
    }

    /** What runs from now on. */
    void beside(String command) {
        beside = command;
    }

    int polls() {
        return polls.get();
    }

    List<UnexpectedLine> said() {
        return List.copyOf(said);
    }

    private void poll() {
        while (!closed) {
            long begun = System.nanoTime();
            doctor();
            list();
            polls.incrementAndGet();
            LockSupport.parkNanos(EVERY.toNanos() - (System.nanoTime() - begun));
        }
    }

    private void doctor() {
        String before = beside;
        ShardctlProcess doctor = ended("doctor");
        if (!doctor.succeeded()) {
            note("doctor", before, doctor);
        }
    }

    private void list() {
        String before = beside;
        ShardctlProcess list = ended("move list --json");
        try {
            if (!list.succeeded() || isInterrupted(list.output())) {
                note("move list --json", before, list);
            }
        } catch (IOException e) {
            note("move list --json", before, list);
        }
    }

    private static boolean isInterrupted(String json) throws IOException {
        return JSON.readTree(json).findValuesAsText("state").contains("interrupted");
    }

    private void note(String poll, String before, ShardctlProcess process) {
        String during = beside;
        said.add(new UnexpectedLine(
                poll,
                during.equals(before) ? during : before + "` and `" + during,
                process.ending() + "\n" + process.output()));
    }

    private ShardctlProcess ended(String words) {
        ShardctlProcess process = operators.shardctl(Arrays.asList(words.split(" ", -1)));
        if (!process.awaitEnd(TIMEOUT)) {
            process.kill();
        }
        return process;
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        thread.join();
    }
}
