package dev.tessera.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.model.checker.Checker;
import dev.tessera.model.checker.Verdict;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class MoveProtocolTest {
    private static final int MOST_STATES = 4_000_000;

    /** Where each must show. */
    private static final Map<Bug, String> SHOWS = Map.of(
            Bug.TARGET_LIVE_BEFORE_DRAIN, "there, with zombies",
            Bug.BACK_ALTHOUGH_TARGET_IS_LIVE, "there, with zombies",
            Bug.DDL_OUTSIDE_THE_LOCKED_SESSION, "there, with zombies",
            Bug.REVERSE_POSITION_READ_LATE, "there and back by the originals",
            Bug.SMALLER_EPOCH_ADOPTED, "the directory is restored",
            Bug.INTENT_MISSING, "there, with zombies",
            Bug.ROWS_WITHOUT_LEASE, "back beside zombies of the stream",
            Bug.ACCEPTED_IN_CUTOVER, "there, A fails over",
            Bug.BACK_WITHOUT_THE_COPY, "the directory is restored",
            Bug.OLD_EPOCH_LEFT, "the directory is restored");

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
        Bounds bounds = Objects.requireNonNull(BoundsByName.all().get(SHOWS.get(bug)));

        Verdict verdict = Checker.check(new MoveProtocol(bounds.with(bug)), MOST_STATES);

        System.out.println("model: " + bug + ": " + verdict);
        assertThat(verdict.violation()).isPresent();
    }

    @ParameterizedTest
    @EnumSource
    void everyRuleIsTriedSomewhere(Bug bug) {
        assertThat(Arrays.asList(Bug.values())).contains(bug);
        assertThat(SHOWS).containsKey(bug);
    }
}
