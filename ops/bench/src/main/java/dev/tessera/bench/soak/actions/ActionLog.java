package dev.tessera.bench.soak.actions;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.tessera.bench.soak.plan.ScheduledAction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The result of each action. Thread-safe. */
public final class ActionLog {
    @GuardedBy("this") private final List<Entry> entries = new ArrayList<>();

    /**
     * What became of one.
     *
     * @param at when it was done, or begun
     * @param made false: there was nobody, or no moment, to do it to
     */
    public record Entry(ScheduledAction act, Instant at, boolean made, String what) {}

    void made(ScheduledAction act, Instant at, String what) {
        add(new Entry(act, at, true, what));
    }

    void notMade(ScheduledAction act, String why) {
        add(new Entry(act, Instant.now(), false, why));
    }

    private synchronized void add(Entry entry) {
        entries.add(entry);
    }

    /** By round and number. */
    public synchronized List<Entry> entries() {
        return entries.stream()
                .sorted(Comparator.comparing((Entry entry) -> entry.act().round())
                        .thenComparing(entry -> entry.act().number()))
                .toList();
    }
}
