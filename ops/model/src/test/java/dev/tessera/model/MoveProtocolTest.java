package dev.tessera.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.model.checker.Checker;
import dev.tessera.model.checker.Verdict;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class MoveProtocolTest {
    private static final int MOST_STATES = 4_000_000;

    /**
     * @param bounds in which it must show
     * @param as what
     */
    private record Symptom(String bounds, String as) {}

    private static final String LOST = "was acknowledged: a write is lost, and a read would be stale";
    private static final String STUCK = "no way forward from here";
    private static final String TWO_HOMES = "two homes";
    private static final String ROBBED = "a mover at work was taken over while its lease ran";

    private static final Map<Bug, Symptom> SYMPTOMS = Map.ofEntries(
            Map.entry(Bug.TARGET_LIVE_BEFORE_DRAIN, new Symptom("there, with zombies", LOST)),
            Map.entry(Bug.BACK_ALTHOUGH_TARGET_IS_LIVE, new Symptom("there, with zombies", STUCK)),
            Map.entry(Bug.DDL_OUTSIDE_THE_LOCKED_SESSION, new Symptom("there, with zombies", TWO_HOMES)),
            Map.entry(Bug.REVERSE_POSITION_READ_LATE, new Symptom("there and back by the originals", LOST)),
            Map.entry(
                    Bug.SMALLER_EPOCH_ADOPTED,
                    new Symptom("the directory is restored", "a router went back to a smaller epoch")),
            Map.entry(Bug.INTENT_MISSING, new Symptom("there, with zombies", STUCK)),
            Map.entry(Bug.ROWS_WITHOUT_LEASE, new Symptom("back beside zombies of the stream", LOST)),
            Map.entry(Bug.ACCEPTED_IN_CUTOVER, new Symptom("there, A fails over", TWO_HOMES)),
            Map.entry(Bug.BACK_WITHOUT_THE_COPY, new Symptom("the directory is restored", LOST)),
            Map.entry(Bug.TAKEN_OVER_BY_ONE_FREE_LOCK, new Symptom("there, A fails over", ROBBED)),
            Map.entry(Bug.TAKEN_OVER_BEFORE_ITS_LOCKS, new Symptom("there, with zombies", ROBBED)),
            Map.entry(Bug.UNASKED_LOCK_TAKEN_FOR_FREE, new Symptom("there, with zombies", TWO_HOMES)),
            Map.entry(Bug.OLD_EPOCH_LEFT, new Symptom("the directory is restored", STUCK)));

    static Stream<Arguments> bounds() {
        return BoundsByName.all().entrySet().stream().map(each -> Arguments.of(each.getKey(), each.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bounds")
    void protocolHolds_inEveryOrderOfEvents(String name, Bounds bounds) {
        Verdict verdict = Checker.check(new MoveProtocol(bounds), MOST_STATES);

        System.out.println("model: " + name + ": " + verdict);
        assertThat(verdict.violation()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void protocolWithoutOneOfItsRules_isFoundToFail(Bug bug) {
        Symptom symptom = Objects.requireNonNull(SYMPTOMS.get(bug));
        Bounds bounds = Objects.requireNonNull(BoundsByName.all().get(symptom.bounds()));

        Verdict verdict = Checker.check(new MoveProtocol(bounds.with(bug)), MOST_STATES);

        System.out.println("model: " + bug + ": " + verdict);
        assertThat(verdict.violation()).hasValueSatisfying(found -> {
            assertThat(found.what()).endsWith(symptom.as());
            assertThat(found.trace()).hasSizeGreaterThan(10);
        });
    }
}
