package dev.tessera.model.reorganization;

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

class ReorganizationProtocolTest {
    private static final int MOST_STATES = 1_000_000;

    /**
     * @param bounds in which it must show
     * @param as what
     */
    private record Symptom(String bounds, String as) {}

    private static final String LOST = "was acknowledged: a write is lost, and a read would be stale";
    private static final String STUCK = "no way forward from here";
    private static final String TWO_HOMES = "two homes of a slot";
    private static final String NO_PARTITION = "the published ranges overlap or leave a gap";
    private static final String MISSED = "a unit of work didn't find rows that were acknowledged";
    private static final String SMALLER = "a router went back to a smaller epoch of a slot";
    private static final String SESSION_LOST = "a child's mover at work lost its session";

    private static final String STALLED_SPLIT = "split beside stalled movers";
    private static final String STALLED_MERGE = "merge beside stalled movers";
    private static final String CHILD_MOVES = "split, a child moves on, two routers";
    private static final String FAILOVER = "split, A fails over";
    private static final String RESTORE = "split, the directory is restored";
    private static final String FAILOVER_AND_RESTORE = "merge, A fails over and the directory is restored";

    private static final Map<ReorganizationBug, Symptom> SYMPTOMS = Map.ofEntries(
            Map.entry(ReorganizationBug.CHILDREN_LIVE_BEFORE_DRAIN, new Symptom(STALLED_SPLIT, LOST)),
            Map.entry(ReorganizationBug.UNIT_GROUPED_ONCE, new Symptom(STALLED_SPLIT, MISSED)),
            Map.entry(ReorganizationBug.EPOCHS_COMPARED_BY_NAME, new Symptom(RESTORE, SMALLER)),
            Map.entry(ReorganizationBug.EPOCH_DECIDED_BY_NAME, new Symptom(STALLED_MERGE, STUCK)),
            Map.entry(ReorganizationBug.CHILD_MOVED_BEFORE_COMPARISON, new Symptom(CHILD_MOVES, STUCK)),
            Map.entry(ReorganizationBug.CHILD_MOVED_BEFORE_REPLICAS, new Symptom(FAILOVER, STUCK)),
            Map.entry(ReorganizationBug.COMPLETED_BEFORE_REPLICAS, new Symptom(FAILOVER, STUCK)),
            Map.entry(ReorganizationBug.COMPLETION_LOCKS_CHILDREN, new Symptom(CHILD_MOVES, SESSION_LOST)),
            Map.entry(ReorganizationBug.RECOVERY_OF_ONE_SHARD, new Symptom(RESTORE, STUCK)),
            Map.entry(ReorganizationBug.PROMOTED_COPY_GOES_LIVE, new Symptom(FAILOVER, LOST)),
            Map.entry(ReorganizationBug.LEASE_OUTLIVES_UNDO, new Symptom(FAILOVER, STUCK)),
            Map.entry(ReorganizationBug.RECONCILED_WITH_ITS_OWN_LOCK, new Symptom(FAILOVER_AND_RESTORE, TWO_HOMES)),
            Map.entry(ReorganizationBug.UNDONE_WITHOUT_EPOCH_MARGIN, new Symptom(FAILOVER_AND_RESTORE, STUCK)),
            Map.entry(ReorganizationBug.OWN_EPOCH_FROM_DIRECTORY, new Symptom(RESTORE, STUCK)),
            Map.entry(ReorganizationBug.CHILDREN_RENAMED_ONE_BY_ONE, new Symptom(STALLED_SPLIT, STUCK)),
            Map.entry(ReorganizationBug.PARENTS_RENAMED_ONE_BY_ONE, new Symptom(STALLED_MERGE, STUCK)),
            Map.entry(ReorganizationBug.PUBLISHED_IN_TWO_TRANSACTIONS, new Symptom(STALLED_SPLIT, NO_PARTITION)));

    static Stream<Arguments> bounds() {
        return ReorganizationBoundsByName.all().entrySet().stream()
                .map(each -> Arguments.of(each.getKey(), each.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bounds")
    void protocolHolds_inEveryOrderOfEvents(String name, ReorganizationBounds bounds) {
        Verdict verdict = Checker.check(new ReorganizationProtocol(bounds), MOST_STATES);

        System.out.println("model: " + name + ": " + verdict);
        assertThat(verdict.violation()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void protocolWithoutOneOfItsRules_isFoundToFail(ReorganizationBug bug) {
        Symptom symptom = Objects.requireNonNull(SYMPTOMS.get(bug));
        ReorganizationBounds bounds =
                Objects.requireNonNull(ReorganizationBoundsByName.all().get(symptom.bounds()));

        Verdict verdict = Checker.check(new ReorganizationProtocol(bounds.with(bug)), MOST_STATES);

        System.out.println("model: " + bug + ": " + verdict);
        assertThat(verdict.violation()).hasValueSatisfying(found -> {
            assertThat(found.what()).endsWith(symptom.as());
            assertThat(found.trace()).isNotEmpty();
        });
    }
}
