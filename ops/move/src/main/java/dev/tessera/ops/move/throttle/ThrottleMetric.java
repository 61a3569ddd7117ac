package dev.tessera.ops.move.throttle;

import java.util.OptionalLong;

/** What a move can be held back by. */
public enum ThrottleMetric {
    /** Of a server: statements at work there, the operator's own not among them. */
    THREADS_RUNNING(
            "threads_running", "--threads-running", "threads running on", MetricUnit.COUNT, OptionalLong.of(50)),
    /** Of a configured replica: how old what it applies is. */
    REPLICA_LAG("replica_lag_ms", "--replica-lag", "lag of", MetricUnit.TIME, OptionalLong.of(5_000)),
    /** Of a server: old row versions that wait to be purged. */
    HISTORY("history", "--history", "history list length of", MetricUnit.COUNT, OptionalLong.of(1_000_000)),
    /** Of a shard as the apps see it: 99 of 100 statements and commits are no slower. */
    P99("p99_ms", "--p99", "p99 of", MetricUnit.TIME, OptionalLong.empty()),
    /** Of copy, catch-up and comparison together. */
    BYTES_PER_SECOND(
            "bytes_per_second", "--bytes-per-second", "bytes per second of", MetricUnit.BYTES, OptionalLong.empty());

    private static final String OFF = "off";

    private final String field;
    private final String option;
    private final String words;
    private final MetricUnit unit;
    private final OptionalLong usual;

    ThrottleMetric(String field, String option, String words, MetricUnit unit, OptionalLong usual) {
        this.field = field;
        this.option = option;
        this.words = words;
        this.unit = unit;
        this.usual = usual;
    }

    /** In JSON. */
    public String field() {
        return field;
    }

    /** Of {@code shardctl move} and {@code shardctl move tune}. */
    public String option() {
        return option;
    }

    /** For people, with what follows: {@code threads running on shard-a}. */
    public String of(String where) {
        return words + " " + where;
    }

    /** For people. */
    public String text(long value) {
        return unit.text(value);
    }

    /** For a new move. */
    OptionalLong usual() {
        return usual;
    }

    /**
     * Empty for {@code off}.
     *
     * @throws IllegalArgumentException saying what is expected
     */
    public OptionalLong parse(String text) {
        if (text.equals(OFF)) {
            return OptionalLong.empty();
        }
        try {
            long value = unit.read(text);
            if (value > 0) {
                return OptionalLong.of(value);
            }
        } catch (IllegalArgumentException ignored) {
            // Said below, in the same words for each way of being wrong.
        }
        throw new IllegalArgumentException(option + " is " + unit.expected() + ", or off; not '" + text + "'");
    }
}
