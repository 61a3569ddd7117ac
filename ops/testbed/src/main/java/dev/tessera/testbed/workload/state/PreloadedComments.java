package dev.tessera.testbed.workload.state;

import dev.tessera.shardconfig.EntityId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes up the comments of a preloaded bucket, in the order of their ids. */
final class PreloadedComments {
    private static final int DELETED_EVERY = 50;
    private static final int EDITED_EVERY = 7;
    private static final int ANSWER_EVERY = 4;
    private static final int MAX_DEPTH = 10;

    private final long start;
    private final List<KnownUser> users;
    private final List<KnownThread> threads;
    private final int count;
    private final long series = CommentTexts.newSeries();
    private final List<StoredComment> made = new ArrayList<>();

    /** @param start of the first id, in milliseconds since {@link EntityId#EPOCH_MILLIS} */
    PreloadedComments(long start, List<KnownUser> users, List<KnownThread> threads, int count) {
        this.start = start;
        this.users = users;
        this.threads = threads;
        this.count = count;
    }

    /** Puts them down in their threads as well. */
    List<StoredComment> all() {
        for (int number = 0; number < count; number++) {
            StoredComment comment = comment(number);
            made.add(comment);
            threads.get(number % threads.size()).comments().add(new KnownComment(comment, series + number));
        }
        return made;
    }

    private StoredComment comment(int number) {
        KnownThread thread = threads.get(number % threads.size());
        StoredComment parent = parent(number);
        long id = EntityId.of(start + number, thread.slot(), 0).value();
        boolean deleted = number % DELETED_EVERY == 1;
        boolean edited = number % EDITED_EVERY == 2;
        return new StoredComment(
                id,
                thread.id(),
                parent == null ? 0 : parent.id(),
                parent == null ? id : parent.rootId(),
                parent == null ? 0 : parent.depth() + 1,
                users.get(number * 7 % users.size()).id(),
                deleted ? null : CommentTexts.of(series + number),
                deleted,
                1 + (deleted ? 1 : 0) + (edited ? 1 : 0),
                EntityId.EPOCH_MILLIS + start + number);
    }

    /** The comment before in the same thread, now and then. */
    private @Nullable StoredComment parent(int number) {
        int before = number - threads.size();
        boolean answers = number % ANSWER_EVERY == 3 && before >= 0;
        return answers && made.get(before).depth() < MAX_DEPTH ? made.get(before) : null;
    }
}
