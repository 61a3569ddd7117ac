package dev.tessera.testbed.workload.state;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tessera.testbed.workload.http.Answer;
import dev.tessera.testbed.workload.http.Api;
import dev.tessera.testbed.workload.http.Call;
import dev.tessera.testbed.workload.http.RequestKind;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a reader has seen of one thread so far, and the cursor that it comes back with. One thread polls, others look afterwards. */
public final class PolledThread {
    private final KnownThread thread;
    private final Set<Long> seen = new HashSet<>();
    private String cursor = "";
    private long last;

    public PolledThread(KnownThread thread) {
        this.thread = thread;
    }

    /** @return whether the page was full or something went wrong, so that it is too early to say that all was seen */
    public boolean poll(Api api, ExpectedState expectedState) {
        Answer answer = api.send(Call.get(RequestKind.POLL, thread.slot(), path()));
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
    public synchronized List<KnownComment> missed() {
        return thread.comments().all().stream()
                .filter(comment -> !seen.contains(comment.id()))
                .toList();
    }

    public KnownThread thread() {
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
