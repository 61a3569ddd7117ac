package dev.tessera.ops.move.transfer.binlog;

import dev.tessera.ops.move.transfer.spec.TransferFailedException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A set of GTIDs without tags. Its text is MySQL's: {@code uuid:1-5:7,uuid:1}. One owner changes it; hand {@link #copy} to others.
 */
public final class GtidSet {
    /** By server; first number of a run to its last. Runs neither touch nor overlap. */
    private final Map<String, TreeMap<Long, Long>> servers = new TreeMap<>();

    /** @throws TransferFailedException when the text holds tags, or is no GTID set */
    public static GtidSet parse(String text) {
        GtidSet set = new GtidSet();
        GtidText.read(text, (server, tag, first, last) -> {
            if (!tag.isEmpty()) {
                throw new TransferFailedException("GTIDs with tags can't be followed: " + server + ":" + tag);
            }
            set.addRun(server, first, last);
        });
        return set;
    }

    public void add(String server, long number) {
        addRun(server, number, number);
    }

    private void addRun(String server, long first, long last) {
        TreeMap<Long, Long> runs = servers.computeIfAbsent(server.toLowerCase(Locale.ROOT), key -> new TreeMap<>());
        long from = first;
        long to = last;
        Map.Entry<Long, Long> before = runs.floorEntry(first);
        if (before != null && before.getValue() >= first - 1) {
            from = before.getKey();
            to = Math.max(to, before.getValue());
        }
        Map.Entry<Long, Long> next = runs.higherEntry(from);
        while (next != null && next.getKey() <= to + 1) {
            to = Math.max(to, next.getValue());
            runs.remove(next.getKey());
            next = runs.higherEntry(from);
        }
        runs.put(from, to);
    }

    public boolean contains(GtidSet other) {
        return other.servers.entrySet().stream().allMatch(server -> server.getValue().entrySet().stream()
                .allMatch(run -> containsRun(server.getKey(), run.getKey(), run.getValue())));
    }

    private boolean containsRun(String server, long first, long last) {
        TreeMap<Long, Long> runs = servers.get(server);
        Map.Entry<Long, Long> run = runs == null ? null : runs.floorEntry(first);
        return run != null && run.getValue() >= last;
    }

    public GtidSet copy() {
        GtidSet copy = new GtidSet();
        servers.forEach((server, runs) -> copy.servers.put(server, new TreeMap<>(runs)));
        return copy;
    }

    @Override
    public String toString() {
        return servers.entrySet().stream()
                .map(server -> server.getKey()
                        + server.getValue().entrySet().stream()
                                .map(run -> ":" + run.getKey()
                                        + (run.getValue().longValue() > run.getKey() ? "-" + run.getValue() : ""))
                                .collect(Collectors.joining()))
                .collect(Collectors.joining(","));
    }
}
