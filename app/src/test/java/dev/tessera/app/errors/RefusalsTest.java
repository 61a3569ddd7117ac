package dev.tessera.app.errors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.app.refusal.ChangeOutcomeUnknownException;
import dev.tessera.app.refusal.RefusalKind;
import dev.tessera.app.refusal.RefusedException;
import dev.tessera.router.InvariantBrokenException;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.EntityId;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RefusalsTest {
    private static final Map<RefusalKind, Integer> STATUSES = Map.ofEntries(
            Map.entry(RefusalKind.NOT_FOUND, 404),
            Map.entry(RefusalKind.HANDLE_TAKEN, 409),
            Map.entry(RefusalKind.THREAD_LOCKED, 409),
            Map.entry(RefusalKind.COMMENT_DELETED, 409),
            Map.entry(RefusalKind.REQUEST_IN_FLIGHT, 409),
            Map.entry(RefusalKind.TOO_MANY_LISTENERS, 503),
            Map.entry(RefusalKind.INVALID_CURSOR, 400),
            Map.entry(RefusalKind.OUTDATED_CURSOR, 400),
            Map.entry(RefusalKind.INVALID_FIELDS, 422),
            Map.entry(RefusalKind.INVALID_BODY, 422),
            Map.entry(RefusalKind.UNKNOWN_AUTHOR, 422),
            Map.entry(RefusalKind.PARENT_MISMATCH, 422),
            Map.entry(RefusalKind.DEPTH, 422),
            Map.entry(RefusalKind.IDEMPOTENCY_KEY_REUSED, 422));

    @Test
    void everyKindOfRefusal_hasItsStatus() {
        assertThat(STATUSES).containsOnlyKeys(RefusalKind.values());
        STATUSES.forEach((kind, status) ->
                assertThat(told(kind).type().status()).as(kind.name()).isEqualTo(status));
    }

    @Test
    void refusedField_isPointedAt_underTheCodeOfTheProblem() {
        ProblemException told = Refusals.of(RefusedException.ofField(RefusalKind.DEPTH, "parent_id", "too deep"));
        assertThat(told).hasMessage("too deep");
        assertThat(told.type().code()).isEqualTo("depth");
        assertThat(told.errors()).containsExactly(new FieldProblem("/parent_id", "depth", "too deep"));
    }

    @Test
    void onlyARequestUnderWay_andOneForWhichThereWasNoRoom_areToBeRepeated() {
        Map<RefusalKind, Duration> later = Map.of(
                RefusalKind.REQUEST_IN_FLIGHT, Duration.ofSeconds(1),
                RefusalKind.TOO_MANY_LISTENERS, Duration.ofSeconds(30));
        STATUSES.keySet()
                .forEach(kind ->
                        assertThat(told(kind).retryAfter()).as(kind.name()).isEqualTo(later.get(kind)));
    }

    @Test
    void changeOfUnknownOutcome_namesTheRow() {
        ProblemException told = Refusals.of(new ChangeOutcomeUnknownException(new EntityId(7), new RuntimeException()));
        assertThat(told.type()).isEqualTo(ProblemType.OUTCOME_UNKNOWN);
        assertThat(told.resourceId()).isEqualTo("7");
        assertThat(told.retryAfter()).isEqualTo(Duration.ofSeconds(1));
        assertThat(told).hasMessage("the request may have been executed: check its result before you repeat it");
    }

    @Test
    void brokenRule_isAnErrorOfTheService_andNotToBeRepeated() {
        ProblemException told = Refusals.of(
                new InvariantBrokenException(1_088, new BucketId(1_024, 2_047), "holds what it may not", null));
        assertThat(told.type()).isEqualTo(ProblemType.INTERNAL_ERROR);
        assertThat(told.retryAfter()).isNull();
        assertThat(told).hasMessage("it has been logged under the request's id");
    }

    private static ProblemException told(RefusalKind kind) {
        return Refusals.of(new RefusedException(kind, "why"));
    }
}
