package dev.tessera.testbed.workload.state;

import dev.tessera.shardconfig.EntityId;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A comment that was acknowledged, and what it must look like now. Who changes or compares it claims it first: only one request on it is
 * under way at a time, so that its version is always known. A change whose outcome is open leaves two possible states, and the comment is
 * not changed any more.
 */
public final class KnownComment {
    private static final long NO_CHANGE = -1;
    private static final long DELETION = -2;

    private final long id;
    private final long threadId;
    private final long parentId;
    private final long rootId;
    private final int depth;
    private final long authorId;
    private final long createdMillis;
    private final long firstToken;
    private final AtomicBoolean claimed = new AtomicBoolean();
    private long token;
    private long version;
    private boolean deleted;
    private long openChange = NO_CHANGE;
    private boolean changed;

    /** @param firstToken of the request that made it; the text of a tombstone is nobody's */
    KnownComment(StoredComment stored, long firstToken) {
        this.id = stored.id();
        this.threadId = stored.threadId();
        this.parentId = stored.parentId();
        this.rootId = stored.rootId();
        this.depth = stored.depth();
        this.authorId = stored.authorId();
        this.createdMillis = stored.createdMillis();
        this.firstToken = firstToken;
        this.token = stored.deleted() ? firstToken : stored.token();
        this.version = stored.version();
        this.deleted = stored.deleted();
    }

    public boolean claim() {
        return claimed.compareAndSet(false, true);
    }

    public void release() {
        claimed.set(false);
    }

    /** Call while claimed. */
    public boolean isChangeable() {
        return !deleted && !isOpen();
    }

    public void edited(long newToken) {
        token = newToken;
        version++;
        changed = true;
    }

    public void deleted() {
        deleted = true;
        version++;
        changed = true;
    }

    public void maybeEdited(long newToken) {
        openChange = newToken;
    }

    public void maybeDeleted() {
        openChange = DELETION;
    }

    /** Whether the outcome of a change is open. */
    boolean isOpen() {
        return openChange != NO_CHANGE;
    }

    /** Nothing is open any more: the change has happened, or it has not. */
    void settle(StoredComment found) {
        long change = openChange;
        openChange = NO_CHANGE;
        if (found.version() > version && change == DELETION) {
            deleted();
        } else if (found.version() > version) {
            edited(change);
        }
    }

    /** Whether a change of it was acknowledged. */
    public boolean isChanged() {
        return changed;
    }

    public long id() {
        return id;
    }

    public long threadId() {
        return threadId;
    }

    public long authorId() {
        return authorId;
    }

    public int depth() {
        return depth;
    }

    long firstToken() {
        return firstToken;
    }

    long token() {
        return token;
    }

    public long version() {
        return version;
    }

    public int slot() {
        return new EntityId(id).slot();
    }

    public int authorSlot() {
        return new EntityId(authorId).slot();
    }

    /** Whether it can be said that it is a tombstone. */
    public boolean isSurelyDeleted() {
        return deleted;
    }

    /** Whether it can be said that it isn't. */
    public boolean isSurelyVisible() {
        return !deleted && openChange != DELETION;
    }

    /** Whether a state is one that it may have: the acknowledged one, or that of the change whose outcome is open. */
    public boolean mayBe(long someVersion, boolean isDeleted) {
        return isAcknowledged(someVersion, isDeleted) || isOpenChange(someVersion, isDeleted);
    }

    /** What is wrong with the way it was found; empty when nothing is. */
    public Optional<String> difference(StoredComment found) {
        if (!sameOrigin(found)) {
            return Optional.of(
                    "has another thread, parent, root, depth, author or time than was acknowledged: " + found);
        }
        if (!mayBe(found.version(), found.deleted())) {
            return Optional.of(describe(found) + " where " + describe() + " was acknowledged");
        }
        String body = found.body();
        if (found.deleted() ? body != null : !expectedText(found.version()).equals(body)) {
            return Optional.of(
                    describe(found) + " where the text '" + expectedText(found.version()) + "' was acknowledged");
        }
        return Optional.empty();
    }

    private boolean sameOrigin(StoredComment found) {
        return threadId == found.threadId()
                && parentId == found.parentId()
                && rootId == found.rootId()
                && depth == found.depth()
                && authorId == found.authorId()
                && createdMillis == found.createdMillis();
    }

    private boolean isAcknowledged(long someVersion, boolean isDeleted) {
        return someVersion == version && isDeleted == deleted;
    }

    private boolean isOpenChange(long someVersion, boolean isDeleted) {
        return isOpen() && someVersion == version + 1 && isDeleted == (openChange == DELETION);
    }

    private String expectedText(long someVersion) {
        return CommentTexts.of(someVersion == version ? token : openChange);
    }

    private String describe() {
        return "version " + version + (deleted ? ", deleted," : " of the text w" + token);
    }

    private static String describe(StoredComment found) {
        return "has version " + found.version()
                + (found.deleted() ? ", deleted," : " of the text '" + found.body() + "'");
    }
}
