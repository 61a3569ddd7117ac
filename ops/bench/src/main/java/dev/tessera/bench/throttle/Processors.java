package dev.tessera.bench.throttle;

import dev.tessera.shardconfig.TesseraException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** How busy the machine's processors are, all together, by the kernel's count since a moment. */
final class Processors {
    private static final Path COUNTS = Path.of("/proc/stat");
    private static final int IDLE = 3;
    private static final int WAITING_FOR_DISKS = 4;

    /** User, nice, system, idle, iowait, irq, softirq and steal: what follows is counted among the first two already. */
    private static final int KINDS = 8;

    private final List<Long> start;

    private Processors(List<Long> start) {
        this.start = start;
    }

    static Processors now() {
        return new Processors(read());
    }

    /** 0 to 1, since this was made. */
    double busy() {
        List<Long> now = read();
        long all = 0;
        long idle = 0;
        for (int kind = 0; kind < KINDS; kind++) {
            long passed = now.get(kind) - start.get(kind);
            all += passed;
            idle += kind == IDLE || kind == WAITING_FOR_DISKS ? passed : 0;
        }
        return all == 0 ? 0 : 1 - (double) idle / all;
    }

    private static List<Long> read() {
        try (var lines = Files.lines(COUNTS)) {
            String all = lines.findFirst().orElseThrow();
            return Arrays.stream(all.replaceFirst("^cpu +", "").split(" ", -1))
                    .map(Long::valueOf)
                    .toList();
        } catch (IOException e) {
            throw new TesseraException("half of a machine is measured by " + COUNTS + ", which can't be read: " + e, e);
        }
    }
}
