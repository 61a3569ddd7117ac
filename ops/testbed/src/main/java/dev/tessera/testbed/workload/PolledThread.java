package dev.tessera.testbed.workload;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a reader has seen of one thread so far, and the cursor that it comes back with. One thread polls, others look afterwards. */
final class PolledThread {
    private final KnownThread thread;
    private final Set<Long> seen = new HashSet<>();
    private String cursor = "";
    private long last;

    PolledThread(KnownThread thread) {
        this.thread = thread;
    }

    /** @return whether the page was full or something went wrong, so that it is too early to say that all was seen */
    boolean poll(Api api, ExpectedState expectedState) {
        Answer answer = api.send(Call.get(RequestKind.POLL, thread.bucket(), path()));
        if (!answer.isAcknowledged()) {
            return true;
        }
        JsonNode items = answer.json().path("items");
        synchronized (this) {
            items.forEach(item -> see(item.path("comment_id").asLong(), expectedState));
            cursor = answer.field("next_cursor");
        }
        return !items.isEmpty();
    }

    /** Acknowledged comments that the reader never saw. */
    synchronized List<KnownComment> missed() {
        return thread.comments().all().stream()
                .filter(comment -> !seen.contains(comment.id()))
                .toList();
    }

    KnownThread thread() {
        return thread;
    }

    private void see(long id, ExpectedState expectedState) {
        if (id <= last) {
            expectedState.violation("a reader of thread " + thread.id() + " saw comment " + id + " after " + last);
        }
        last = id;
        seen.add(id);
    }

    private String path() {
        String first = "/v1/threads/" + thread.id() + "/comments?order=oldest&limit=100";
        return cursor.isEmpty() ? first : first + "&cursor=" + cursor;
    }
}
