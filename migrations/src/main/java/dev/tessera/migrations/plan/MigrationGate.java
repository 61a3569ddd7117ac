package dev.tessera.migrations.plan;

import dev.tessera.migrations.change.ClusterChanges;
import dev.tessera.migrations.change.MigrateOptions;
import dev.tessera.migrations.change.Rehearsal;
import dev.tessera.migrations.sql.MigrationFailedException;
import dev.tessera.migrations.sql.MigrationRefusedException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Makes a migration wait while an operator pauses it, and its buckets until the first one has proved well. */
public final class MigrationGate implements StepGate {
    private static final long BETWEEN_WORDS_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final MigrateOptions options;
    private final ClusterChanges changes;
    private final Optional<Rehearsal> rehearsal;

    public MigrationGate(MigrateOptions options, ClusterChanges changes, Optional<Rehearsal> rehearsal) {
        this.options = options;
        this.changes = changes;
        this.rehearsal = rehearsal;
    }

    @Override
    public int shardsAtOnce() {
        return options.shardsAtOnce();
    }

    @Override
    public Optional<String> heldUpBy() {
        return changes.isMigrationPaused()
                ? Optional.of("paused; `shardctl migrate --resume` continues it")
                : Optional.empty();
    }

    @Override
    public void afterCanary(Consumer<String> say) {
        if (!changes.heldBack().isEmpty()) {
            throw new MigrationRefusedException(
                    List.of(changes.heldBack().get(0) + ", and was to go first; run migrate again"));
        }
        long done = System.nanoTime();
        long end = done + options.canaryWait().toNanos();
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            say.accept("the first is done; the others follow in "
                    + Duration.ofNanos(left).toSeconds() + " s");
            LockSupport.parkNanos(Math.min(left, BETWEEN_WORDS_NANOS));
        }
        rehearsal.ifPresent(first -> requireWell(first, Duration.ofNanos(System.nanoTime() - done)));
    }

    private void requireWell(Rehearsal rehearsal, Duration since) {
        List<String> problems = rehearsal.problemsOfCanary(since, options);
        if (!problems.isEmpty()) {
            throw new MigrationFailedException(
                    String.join("\n", problems) + "\nonly the first bucket was migrated; the others are as they were",
                    null);
        }
    }
}
