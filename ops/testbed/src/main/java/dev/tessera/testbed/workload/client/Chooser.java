package dev.tessera.testbed.workload.client;

import dev.tessera.testbed.workload.state.ExpectedState;
import dev.tessera.testbed.workload.state.KnownComment;
import dev.tessera.testbed.workload.state.KnownThread;
import dev.tessera.testbed.workload.state.KnownUser;
import dev.tessera.testbed.workload.state.RandomPickList;
import java.util.Optional;
import java.util.Random;

/** Picks what the next act is about: with the chosen share from the hot buckets, else from all. Not thread-safe. */
final class Chooser {
    private static final int LOOKS = 8;

    private final ExpectedState expectedState;
    private final double hotShare;
    private final Random random = new Random();

    Chooser(ExpectedState expectedState, double hotShare) {
        this.expectedState = expectedState;
        this.hotShare = hotShare;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    KnownThread thread() {
        return pick(expectedState.hotThreads(), expectedState.threads());
    }

    KnownUser user() {
        return pick(expectedState.hotUsers(), expectedState.users());
    }

    Optional<KnownComment> comment(KnownThread thread) {
        return thread.comments().pick(random);
    }

    /** Release it afterwards. Empty when none was found quickly. */
    Optional<KnownComment> claimed() {
        for (int look = 0; look < LOOKS; look++) {
            Optional<KnownComment> comment = comment(thread());
            if (comment.isPresent() && comment.get().claim()) {
                return comment;
            }
        }
        return Optional.empty();
    }

    private <T> T pick(RandomPickList<T> hot, RandomPickList<T> all) {
        Optional<T> picked = random.nextDouble() < hotShare ? hot.pick(random) : Optional.empty();
        return picked.or(() -> all.pick(random)).orElseThrow();
    }
}
