package dev.tessera.migrations.plan;

import dev.tessera.migrations.change.MigrateOptions;
import java.util.Optional;
import java.util.function.Consumer;

/** Delays a plan between its steps. Called from several threads. */
public interface StepGate {
    int shardsAtOnce();

    /** Why no bucket is begun now, for people; empty when one may be. */
    Optional<String> heldUpBy();

    /** Returns when the others may follow the canary. */
    void afterCanary(Consumer<String> say);

    /** Nothing does. */
    static StepGate free() {
        return new StepGate() {
            @Override
            public int shardsAtOnce() {
                return MigrateOptions.defaults().shardsAtOnce();
            }

            @Override
            public Optional<String> heldUpBy() {
                return Optional.empty();
            }

            @Override
            public void afterCanary(Consumer<String> say) {
                // There is none.
            }
        };
    }
}
