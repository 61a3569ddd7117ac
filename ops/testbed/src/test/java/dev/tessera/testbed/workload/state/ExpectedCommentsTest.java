package dev.tessera.testbed.workload.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.shardconfig.EntityId;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What was open is settled by what is found. */
class ExpectedCommentsTest {
    private static final int SLOT = 3;

    private final ExpectedState expectedState = new ExpectedState(Set.of());
    private final KnownThread thread = new KnownThread(id(1), "site.example", "/", false);
    private final KnownUser author = new KnownUser(id(2), "ada", false);
    private final Post found = post();
    private final Post missing = post();

    @Test
    void commentThatWasFound_mustStay_andOneThatWasNot_mustNeverAppear() {
        expectedState.begun(thread);
        expectedState.maybePosted(found);
        expectedState.maybePosted(missing);
        settle();

        AuditProblems problems = new AuditProblems();
        ExpectedComments expected = new ExpectedComments(expectedState, true, problems);
        expected.check(stored(found, id(3)), "here");
        assertThat(problems.all()).isEmpty();
        assertThat(expected.comments())
                .singleElement()
                .extracting(KnownComment::id)
                .isEqualTo(id(3));

        expected.check(stored(missing, id(4)), "here");
        assertThat(problems.all())
                .singleElement()
                .asString()
                .contains("NOTHING_UNASKED", "not there at an earlier audit");
    }

    private void settle() {
        AuditProblems problems = new AuditProblems();
        ExpectedComments expected = new ExpectedComments(expectedState, true, problems);
        expected.check(stored(found, id(3)), "here");
        expected.settle();
        assertThat(problems.all()).isEmpty();
        assertThat(expectedState.openPosts()).isEmpty();
    }

    private Post post() {
        return new Post(thread, author, null, expectedState.newToken(), "");
    }

    private StoredComment stored(Post post, long id) {
        return new StoredComment(
                id, thread.id(), 0, id, 0, author.id(), CommentTexts.of(post.token()), false, 1, 1_000);
    }

    private static long id(int millis) {
        return EntityId.of(millis, SLOT, 0).value();
    }
}
