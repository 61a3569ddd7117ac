package dev.tessera.app.core.page;

import dev.tessera.shardconfig.EntityId;
import java.util.Optional;

/** Which list a cursor belongs to, and in which order it is read. */
public record PageScope(String list, PageOrder order) {
    /** All comments of a thread. */
    public static PageScope ofThread(EntityId thread, PageOrder order) {
        return new PageScope("thread " + thread, order);
    }

    /** The direct answers to one comment of a thread; its top level when no parent is given. */
    public static PageScope ofAnswers(EntityId thread, Optional<EntityId> parent, PageOrder order) {
        return new PageScope(
                "thread " + thread + " below " + parent.map(EntityId::toString).orElse("0"), order);
    }

    /** The changes of a thread. */
    static PageScope ofChanges(EntityId thread) {
        return new PageScope("changes of thread " + thread, PageOrder.OLDEST);
    }

    public static PageScope ofAuthor(EntityId user, PageOrder order) {
        return new PageScope("author " + user, order);
    }
}
