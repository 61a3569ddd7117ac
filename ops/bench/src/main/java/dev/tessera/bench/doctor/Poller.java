package dev.tessera.bench.doctor;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tessera.bench.soak.cluster.Operators;
import dev.tessera.ops.cli.Shardctl;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs {@code shardctl doctor} and {@code shardctl move list --json}, each twice a second or as often as the machine can, and each on a thread of
 * its own. They run in this process: starting a JVM takes longer than half a second.
 */
final class Poller implements AutoCloseable {
    private static final Duration EVERY = Duration.ofMillis(500);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String cluster;
    private final List<UnexpectedLine> said = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger doctors = new AtomicInteger();
    private final AtomicInteger lists = new AtomicInteger();
    private final List<Thread> threads = List.of(
            new Thread(() -> poll(this::doctor, doctors), "polls doctor"),
            new Thread(() -> poll(this::list, lists), "polls the list of moves"));
    private volatile String beside = "nothing";
    private volatile boolean closed;

    private Poller(String cluster) {
        this.cluster = cluster;
    }

    static Poller start(Operators operators) {
        Poller poller = new Poller(operators.clusterFolder().toString());
        poller.threads.forEach(Thread::start);
        return poller;
    }

    /** What runs from now on. */
    void beside(String command) {
        beside = command;
    }

    int doctors() {
        return doctors.get();
    }

    int lists() {
        return lists.get();
    }

    List<UnexpectedLine> said() {
        return List.copyOf(said);
    }

    private void poll(Runnable poll, AtomicInteger count) {
        while (!closed) {
            long begun = System.nanoTime();
            poll.run();
            count.incrementAndGet();
            LockSupport.parkNanos(EVERY.toNanos() - (System.nanoTime() - begun));
        }
    }

    private void doctor() {
        String before = beside;
        Answer doctor = run("doctor");
        if (doctor.code != 0) {
            note("doctor", before, doctor);
        }
    }

    private void list() {
        String before = beside;
        Answer list = run("move list --json");
        try {
            if (list.code != 0 || isInterrupted(list.output)) {
                note("move list --json", before, list);
            }
        } catch (IOException e) {
            note("move list --json", before, list);
        }
    }

    private static boolean isInterrupted(String json) throws IOException {
        return JSON.readTree(json).findValuesAsText("state").contains("interrupted");
    }

    private void note(String poll, String before, Answer answer) {
        String during = beside;
        said.add(new UnexpectedLine(
                poll,
                during.equals(before) ? during : before + "` and `" + during,
                "exit code " + answer.code + "\n" + answer.output));
    }

    private Answer run(String words) {
        List<String> arguments = new ArrayList<>(Arrays.asList(words.split(" ", -1)));
        arguments.addAll(List.of("--cluster", cluster));
        StringWriter output = new StringWriter();
        try (PrintWriter writer = new PrintWriter(output)) {
            int code = Shardctl.run(writer, writer, arguments.toArray(String[]::new));
            return new Answer(code, output.toString());
        }
    }

    private record Answer(int code, String output) {}

    @Override
    public void close() throws InterruptedException {
        closed = true;
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
