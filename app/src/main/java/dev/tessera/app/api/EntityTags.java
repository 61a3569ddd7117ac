package dev.tessera.app.api;

import dev.tessera.app.model.Comment;
import dev.tessera.shardconfig.EntityId;

/** Entity tags of what is answered. */
public final class EntityTags {
    /** Of the JSON of threads and pages: goes up with each release that answers the same rows in another form, lest a 304 keeps the old one. */
    private static final int FORMAT = 1;

    private EntityTags() {}

    /** Strong: of a row that only its own changes change. */
    public static String of(long version) {
        return "\"" + version + "\"";
    }

    /** Strong. If-Match compares what is before the dot, the version: what answers do to a comment is after it. */
    public static String of(Comment comment) {
        return "\"" + comment.version() + "." + comment.changedId() + "\"";
    }

    /** Weak: of a thread, and of any page of its comments, at the thread's change number. */
    public static String ofThread(EntityId changedId) {
        return "W/\"" + changedId + "-" + FORMAT + "\"";
    }
}
