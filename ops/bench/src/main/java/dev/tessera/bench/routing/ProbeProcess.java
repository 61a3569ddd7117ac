package dev.tessera.bench.routing;

import dev.tessera.bench.measure.Jvm;
import dev.tessera.bench.measure.Measurement;
import dev.tessera.bench.measure.RoutingCluster;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A {@link RouterProbe} that was started: a fresh JVM that has had its first answer. */
final class ProbeProcess implements AutoCloseable {
    private static final Pattern SPACE = Pattern.compile(" ");

    private final Process process;
    private final BufferedReader out;
    private final BufferedWriter in;
    private final Duration start;
    private long heapBytes;

    private ProbeProcess(Process process) throws IOException {
        this.process = process;
        this.out = process.inputReader(StandardCharsets.US_ASCII);
        this.in = process.outputWriter(StandardCharsets.US_ASCII);
        long[] first = numbers();
        this.start = Duration.ofNanos(first[0]);
        this.heapBytes = first[1];
    }

    static ProbeProcess start(RoutingCluster stage, CostBySize.Role role) throws IOException {
        List<String> command = Jvm.command("-Xmx256m");
        command.add(RouterProbe.class.getName());
        command.add(stage.appUser());
        command.add(Integer.toString(stage.buckets()));
        command.addAll(
                role.isByHand()
                        ? role.size().arguments(stage)
                        : List.of(role.size().schema(), stage.first().address()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put(RouterProbe.PASSWORD, stage.appPassword());
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        Process process = builder.start();
        try {
            return new ProbeProcess(process);
        } catch (IOException failure) {
            process.destroyForcibly();
            throw failure;
        }
    }

    /** From main to the first answer. */
    Duration start() {
        return start;
    }

    /** In use after a collection, at the end of the last round or of the start. */
    long heapBytes() {
        return heapBytes;
    }

    Measurement round(int threads, Duration length) throws IOException {
        in.write(threads + " " + length.toMillis() + "\n");
        in.flush();
        long[] answer = numbers();
        heapBytes = answer[3];
        return new Measurement(answer[0], answer[1], answer[2]);
    }

    private long[] numbers() throws IOException {
        String line = out.readLine();
        if (line == null) {
            throw new IOException("the probe ended without an answer");
        }
        return SPACE.splitAsStream(line).mapToLong(Long::parseLong).toArray();
    }

    @Override
    public void close() throws IOException {
        in.close();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
