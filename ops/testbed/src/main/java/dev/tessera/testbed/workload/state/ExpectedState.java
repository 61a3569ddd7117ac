package dev.tessera.testbed.workload.state;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.SlotFunction;
import dev.tessera.shardconfig.UserHandle;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** Everything the clients know to be so, and what went against it. Thread-safe. */
public final class ExpectedState {
    private static final int KEPT_VIOLATIONS = 1_000;

    private final Set<BucketId> hotBuckets;
    private final AtomicLong tokens = new AtomicLong(CommentTexts.newSeries());
    private final AtomicLong comments = new AtomicLong();
    private final RandomPickList<KnownThread> threads = new RandomPickList<>();
    private final RandomPickList<KnownThread> hotThreads = new RandomPickList<>();
    private final RandomPickList<KnownUser> users = new RandomPickList<>();
    private final RandomPickList<KnownUser> hotUsers = new RandomPickList<>();
    private final Map<Long, Post> openPosts = new ConcurrentHashMap<>();
    private final Map<Long, String> refused = new ConcurrentHashMap<>();
    private final Map<String, KnownKey> keys = new ConcurrentHashMap<>();
    private final Queue<String> violations = new ConcurrentLinkedQueue<>();
    private final AtomicLong violationCount = new AtomicLong();

    /** An Idempotency-Key under which a comment was acknowledged. */
    public record KnownKey(Post post, long commentId) {}

    public ExpectedState(Set<BucketId> hotBuckets) {
        this.hotBuckets = hotBuckets;
    }

    public long newToken() {
        return tokens.incrementAndGet();
    }

    public void take(Preloaded preloaded) {
        preloaded.users().forEach(this::add);
        preloaded.threads().forEach(this::add);
        preloaded
                .threads()
                .forEach(thread -> comments.addAndGet(thread.comments().size()));
    }

    public void signedUp(JsonNode answer, String handle) {
        KnownUser user = new KnownUser(answer.path("user_id").asLong(), handle, false);
        if (user.slot() != SlotFunction.slotOf(UserHandle.of(handle))) {
            violation("user " + user.id() + " has an id of slot " + user.slot() + ", not of the one of its handle");
        }
        add(user);
    }

    public void begun(KnownThread thread) {
        add(thread);
    }

    /** A comment was acknowledged for the first time. */
    public void posted(Post post, JsonNode answer) {
        StoredComment stored = StoredComment.of(answer);
        if (!isOf(post, stored)) {
            violation("the answer to a comment of text w" + post.token() + " speaks of another: " + stored);
            return;
        }
        posted(post, stored);
    }

    /** A comment was made, whatever its client was told. */
    void posted(Post post, StoredComment stored) {
        openPosts.remove(post.token());
        if (!post.key().isEmpty()) {
            keys.put(post.key(), new KnownKey(post, stored.id()));
        }
        post.thread().comments().add(new KnownComment(stored, post.token()));
        comments.incrementAndGet();
    }

    /** It may have been executed. */
    public void maybePosted(Post post) {
        openPosts.put(post.token(), post);
    }

    /** It was not executed, and won't be unless it is sent again. */
    void neverPosted(Post post) {
        openPosts.remove(post.token());
        refused(
                post.token(),
                "a comment in thread " + post.thread().id() + " with an open outcome, not there at an earlier audit");
    }

    /** A text that must not be found anywhere. */
    public void refused(long token, String request) {
        refused.put(token, request);
    }

    public void violation(String sentence) {
        if (violationCount.incrementAndGet() <= KEPT_VIOLATIONS) {
            violations.add(sentence);
        }
    }

    public RandomPickList<KnownThread> threads() {
        return threads;
    }

    public RandomPickList<KnownThread> hotThreads() {
        return hotThreads;
    }

    public RandomPickList<KnownUser> users() {
        return users;
    }

    public RandomPickList<KnownUser> hotUsers() {
        return hotUsers;
    }

    public long comments() {
        return comments.get();
    }

    Map<Long, Post> openPosts() {
        return openPosts;
    }

    public Map<Long, String> refused() {
        return refused;
    }

    public Map<String, KnownKey> keys() {
        return keys;
    }

    public List<String> violations() {
        return List.copyOf(violations);
    }

    public long violationCount() {
        return violationCount.get();
    }

    static boolean isOf(Post post, StoredComment stored) {
        return stored.threadId() == post.thread().id()
                && stored.authorId() == post.author().id()
                && stored.parentId() == post.parentId()
                && stored.version() == 1
                && stored.token() == post.token();
    }

    private void add(KnownUser user) {
        users.add(user);
        if (isHot(user.slot())) {
            hotUsers.add(user);
        }
    }

    private void add(KnownThread thread) {
        threads.add(thread);
        if (isHot(thread.slot())) {
            hotThreads.add(thread);
        }
    }

    private boolean isHot(int slot) {
        return hotBuckets.stream().anyMatch(bucket -> bucket.contains(slot));
    }
}
