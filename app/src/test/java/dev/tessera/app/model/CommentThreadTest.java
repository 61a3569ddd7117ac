package dev.tessera.app.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.shardconfig.EntityId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CommentThreadTest {
    private static final EntityId LAST = EntityId.of(1_000, 7, 255);

    @Test
    void nextId_isTheClocks_whenTheClockIsAhead() {
        EntityId byClock = EntityId.of(1_001, 7, 5);
        assertThat(withLast(LAST).nextCommentId(byClock)).isEqualTo(byClock);
        assertThat(withLast(null).nextCommentId(byClock)).isEqualTo(byClock);
    }

    @Test
    void nextId_isTheSuccessorOfTheLast_whenTheClockIsBehind() {
        EntityId next = withLast(LAST).nextCommentId(EntityId.of(999, 7, 5));
        assertThat(next).isEqualTo(EntityId.of(1_001, 7, 0));
        assertThat(withLast(LAST).nextCommentId(LAST)).isEqualTo(next);
    }

    private static CommentThread withLast(@Nullable EntityId lastCommentId) {
        Instant now = Instant.EPOCH;
        return new CommentThread(
                EntityId.of(1, 7, 0), "s", "/", "t", CommentThread.ThreadState.OPEN, 1, lastCommentId, now, 1, now);
    }
}
