package dev.tessera.testbed.workload.state;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KnownCommentTest {
    private static final long FIRST = CommentTexts.newSeries();
    private static final long SECOND = FIRST + 1;

    private final KnownComment comment = new KnownComment(found(CommentTexts.of(FIRST), false, 1), FIRST);

    @Test
    void onlyTheLastEditWillDo() {
        comment.edited(SECOND);

        assertThat(comment.difference(found(CommentTexts.of(SECOND), false, 2))).isEmpty();
        assertThat(comment.difference(found(CommentTexts.of(FIRST), false, 1))).isPresent();
        assertThat(comment.difference(found(CommentTexts.of(FIRST), false, 2))).isPresent();
        assertThat(comment.difference(found(CommentTexts.of(SECOND), false, 3))).isPresent();
        assertThat(comment.difference(found(null, true, 3))).isPresent();
    }

    @Test
    void onlyTheTombstoneWillDo() {
        comment.deleted();

        assertThat(comment.difference(found(null, true, 2))).isEmpty();
        assertThat(comment.difference(found(CommentTexts.of(FIRST), true, 2))).isPresent();
        assertThat(comment.difference(found(CommentTexts.of(FIRST), false, 1))).isPresent();
        assertThat(comment.isChangeable()).isFalse();
    }

    @Test
    void editWithAnOpenOutcome_leavesTwoStates() {
        comment.maybeEdited(SECOND);

        assertThat(comment.difference(found(CommentTexts.of(FIRST), false, 1))).isEmpty();
        assertThat(comment.difference(found(CommentTexts.of(SECOND), false, 2))).isEmpty();
        assertThat(comment.difference(found(CommentTexts.of(FIRST), false, 2))).isPresent();
        assertThat(comment.difference(found(CommentTexts.of(SECOND), false, 1))).isPresent();
        assertThat(comment.isChangeable()).isFalse();
    }

    @Test
    void deletionWithAnOpenOutcome_leavesTwoStates() {
        comment.maybeDeleted();

        assertThat(comment.difference(found(CommentTexts.of(FIRST), false, 1))).isEmpty();
        assertThat(comment.difference(found(null, true, 2))).isEmpty();
        assertThat(comment.difference(found(null, true, 3))).isPresent();
        assertThat(comment.isSurelyVisible()).isFalse();
        assertThat(comment.isSurelyDeleted()).isFalse();
    }

    @Test
    void changeWhoseOutcomeWasFoundOut_leavesOneState() {
        comment.maybeEdited(SECOND);
        comment.settle(found(CommentTexts.of(SECOND), false, 2));

        assertThat(comment.difference(found(CommentTexts.of(SECOND), false, 2))).isEmpty();
        assertThat(comment.difference(found(CommentTexts.of(FIRST), false, 1))).isPresent();
        assertThat(comment.isChangeable()).isTrue();

        comment.maybeDeleted();
        comment.settle(found(CommentTexts.of(SECOND), false, 2));

        assertThat(comment.difference(found(CommentTexts.of(SECOND), false, 2))).isEmpty();
        assertThat(comment.difference(found(null, true, 3))).isPresent();
    }

    private static StoredComment found(@Nullable String body, boolean deleted, long version) {
        return new StoredComment(7, 3, 0, 7, 0, 5, body, deleted, version, 1_000);
    }
}
