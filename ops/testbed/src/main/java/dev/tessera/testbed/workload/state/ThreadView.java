package dev.tessera.testbed.workload.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A thread as somebody sees it who has loaded its comments once and is told of changes since. Thread-safe. */
public final class ThreadView {
    private final KnownThread thread;

    @GuardedBy("this") private final Map<Long, Long> versions = new HashMap<>();

    @GuardedBy("this") private String cursor = "";

    public ThreadView(KnownThread thread) {
        this.thread = thread;
    }

    public KnownThread thread() {
        return thread;
    }

    /** Of the changes that it hasn't been told yet; empty before it was loaded. */
    public synchronized String cursor() {
        return cursor;
    }

    /** @param page of the thread's comments; the first of them says from where on changes are to be told */
    synchronized void load(JsonNode page, boolean isFirst, ExpectedState expectedState) {
        if (isFirst) {
            versions.clear();
        }
        page.path("items").forEach(item -> see(item, expectedState));
    }

    synchronized void loaded(String changesCursor) {
        cursor = changesCursor;
    }

    /** @param changes as {@code /changes} answers them, and as an event carries them */
    public synchronized void apply(JsonNode changes, ExpectedState expectedState) {
        if (changes.path("reset").asBoolean()) {
            cursor = "";
            return;
        }
        changes.path("items").forEach(item -> see(item, expectedState));
        cursor = changes.path("changes_cursor").asText();
    }

    /** Acknowledged comments of which it doesn't know the last acknowledged state. */
    public synchronized List<KnownComment> missed() {
        Map<Long, Long> seen = versions;
        return thread.comments().all().stream()
                .filter(comment -> seen.getOrDefault(comment.id(), 0L) < comment.version())
                .toList();
    }

    @GuardedBy("this") private void see(JsonNode item, ExpectedState expectedState) {
        long id = item.path("comment_id").asLong();
        long version = item.path("version").asLong();
        Long before = versions.put(id, version);
        if (before != null && before > version) {
            expectedState.violation("a reader of thread " + thread.id() + " saw version " + version + " of comment "
                    + id + " after " + before);
        }
    }
}
