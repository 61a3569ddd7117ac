package dev.tessera.bench.rows;

import dev.tessera.bench.measure.Daemon;
import dev.tessera.bench.measure.Jvm;
import dev.tessera.ops.cli.Shardctl;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An agent as its unit starts it, whose heap is looked at twice a second on a thread of its own. Not thread-safe. */
final class AgentUnderWatch implements AutoCloseable {
    private static final long PAUSE_MILLIS = 500;
    private static final Pattern USED = Pattern.compile("(?:total|reserved) *[0-9]+K, used ([0-9]+)K");

    private final Daemon process;
    private final List<Long> looks = Collections.synchronizedList(new ArrayList<>());
    private final Thread watch;
    private final Path log;
    private volatile boolean closed;
    private volatile long resident;
    private long before;

    private AgentUnderWatch(Daemon process, Path log) {
        this.process = process;
        this.log = log;
        this.watch = new Thread(this::watch, "heap of the agent");
    }

    static AgentUnderWatch start(Path cluster, String heap, int streams) throws IOException {
        Path log = Files.createTempFile(cluster, "agent", ".log");
        List<String> command =
                new ArrayList<>(Jvm.command("-Xmx" + heap, "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError"));
        command.addAll(List.of(
                Shardctl.class.getName(),
                "agent",
                "--streams",
                Integer.toString(streams),
                "--sample-every",
                "0",
                "--cluster",
                cluster.toString()));
        AgentUnderWatch agent = new AgentUnderWatch(Daemon.start(command, log), log);
        agent.watch.start();
        return agent;
    }

    private void watch() {
        try {
            Thread.sleep(4 * PAUSE_MILLIS);
            before = collected();
            while (!closed) {
                long used = used();
                if (used > 0) {
                    looks.add(used);
                }
                resident = Math.max(resident, residentNow());
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            // That is the end.
        } catch (IOException e) {
            throw new IllegalStateException("looking at the agent's heap failed", e);
        }
    }

    /** Of all generations; 0 when it doesn't answer. */
    private long used() throws IOException, InterruptedException {
        long used = 0;
        for (String line : jcmd("GC.heap_info")
                .lines()
                .filter(text -> !text.contains("space"))
                .toList()) {
            Matcher generation = USED.matcher(line);
            used += generation.find() && !line.contains("Metaspace") ? Long.parseLong(generation.group(1)) << 10 : 0;
        }
        return used;
    }

    private long collected() throws IOException, InterruptedException {
        jcmd("GC.run");
        return used();
    }

    private String jcmd(String what) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/jcmd", Long.toString(process.pid()), what)
                .redirectErrorStream(true)
                .start();
        String answer = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        jcmd.waitFor();
        return answer;
    }

    private long residentNow() throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) << 10)
                .findFirst()
                .orElse(0);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    /** Ends the watch. */
    AgentHeap heap() throws IOException, InterruptedException {
        endWatch();
        List<Long> sorted = new ArrayList<>(looks);
        Collections.sort(sorted);
        if (sorted.isEmpty()) {
            sorted.add(0L);
        }
        return new AgentHeap(
                before,
                collected(),
                sorted.get(sorted.size() / 2),
                sorted.get(sorted.size() - 1),
                resident,
                sorted.size());
    }

    private void endWatch() throws InterruptedException {
        closed = true;
        watch.interrupt();
        watch.join();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        endWatch();
        process.close();
        Files.deleteIfExists(log);
    }
}
