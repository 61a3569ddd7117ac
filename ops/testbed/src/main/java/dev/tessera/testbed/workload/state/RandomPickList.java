package dev.tessera.testbed.workload.state;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** A list that grows and that things are picked from at random. Thread-safe. */
public final class RandomPickList<T> {
    @GuardedBy("this") private final List<T> entries = new ArrayList<>();

    synchronized void add(T entry) {
        entries.add(entry);
    }

    public synchronized int size() {
        return entries.size();
    }

    public synchronized Optional<T> pick(RandomGenerator random) {
        return entries.isEmpty() ? Optional.empty() : Optional.of(entries.get(random.nextInt(entries.size())));
    }

    public synchronized List<T> all() {
        return List.copyOf(entries);
    }
}
