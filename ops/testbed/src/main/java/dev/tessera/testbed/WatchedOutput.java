package dev.tessera.testbed;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Reads along what this JVM says: apps, agents and movers that a test runs in its own process log there. */
final class WatchedOutput extends FilterOutputStream {
    private static final int LONGEST = 2_000;
    private static final List<String> HITS = new CopyOnWriteArrayList<>();

    @GuardedBy("WatchedOutput.class") private static boolean installed;

    private final String name;

    @GuardedBy("this") private final StringBuilder line = new StringBuilder();

    private WatchedOutput(String name, OutputStream out) {
        super(out);
        this.name = name;
    }

    /** Once for the JVM. */
    static synchronized void install() {
        if (!installed) {
            installed = true;
            System.setOut(watched("standard output", System.out));
            System.setErr(watched("standard error", System.err));
        }
    }

    /** Those since the last time. */
    static synchronized List<String> takeHits() {
        List<String> hits = List.copyOf(HITS);
        HITS.removeAll(hits);
        return hits;
    }

    private static PrintStream watched(String name, PrintStream out) {
        return new PrintStream(new WatchedOutput(name, out), true, StandardCharsets.UTF_8);
    }

    @Override
    public void write(int one) throws IOException {
        out.write(one);
        see((byte) one);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        out.write(bytes, from, length);
        for (int i = from; i < from + length; i++) {
            see(bytes[i]);
        }
    }

    private synchronized void see(byte one) {
        if (one != '\n') {
            if (line.length() < LONGEST) {
                line.append((char) (one & 0xff));
            }
            return;
        }
        if (line.indexOf(PlantedValues.MARK) >= 0) {
            HITS.add(name + ": " + line);
        }
        line.setLength(0);
    }
}
