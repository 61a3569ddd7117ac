package dev.tessera.model.changes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.model.checker.Checker;
import dev.tessera.model.checker.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChangeProtocolTest {
    private static final int MOST_STATES = 2_000_000;

    @Test
    void protocolHolds_inEveryOrderOfEvents() {
        assertHolds("changes", ChangeBounds.of(4, 3, false));
        assertHolds("changes, a failover loses what wasn't replicated", ChangeBounds.of(4, 2, true));
    }

    @ParameterizedTest
    @EnumSource
    void protocolWithoutOneOfItsRules_isFoundToFail(ChangeBug bug) {
        Verdict verdict =
                Checker.check(new ChangeProtocol(ChangeBounds.of(4, 3, true).with(bug)), MOST_STATES);

        System.out.println("model: " + bug + ": " + verdict);
        assertThat(verdict.violation()).hasValueSatisfying(found -> {
            assertThat(found.what()).isEqualTo("a reader is told that nothing is new, and lacks a change");
            assertThat(found.trace()).isNotEmpty();
        });
    }

    private static void assertHolds(String name, ChangeBounds bounds) {
        Verdict verdict = Checker.check(new ChangeProtocol(bounds), MOST_STATES);
        System.out.println("model: " + name + ": " + verdict);
        assertThat(verdict.violation()).isEmpty();
    }
}
