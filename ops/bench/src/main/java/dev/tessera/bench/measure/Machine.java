package dev.tessera.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What the report was measured on. */
public record Machine(String processor, int cores, String system, String java, String mySql, String load) {
    public static Machine of(RoutingCluster stage) {
        return of(stage.first().version());
    }

    /** @param mySql the version of the servers */
    public static Machine of(String mySql) {
        return new Machine(
                readProcessor(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
                mySql,
                readLoad());
    }

    private static String readProcessor() {
        return firstLine(Path.of("/proc/cpuinfo"), "model name").replaceFirst("^.*: *", "");
    }

    /** Before anything was measured: a busy machine is told by it. */
    private static String readLoad() {
        return firstLine(Path.of("/proc/loadavg"), "");
    }

    private static String firstLine(Path file, String start) {
        try (var lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(start)).findFirst().orElse("unknown");
        } catch (IOException notLinux) {
            return "unknown";
        }
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s, %d cores shared with the servers; %s; %s; MySQL %s; load at the start %s",
                processor,
                cores,
                system,
                java,
                mySql,
                load);
    }
}
