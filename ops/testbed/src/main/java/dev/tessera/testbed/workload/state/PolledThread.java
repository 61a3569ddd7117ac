package dev.tessera.testbed.workload.state;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tessera.testbed.workload.http.Answer;
import dev.tessera.testbed.workload.http.Api;
import dev.tessera.testbed.workload.http.Call;
import dev.tessera.testbed.workload.http.RequestKind;

/** A thread that a reader loads once and then polls for what has changed. One thread polls, others look afterwards. */
public final class PolledThread {
    private final ThreadView view;

    public PolledThread(KnownThread thread) {
        this.view = new ThreadView(thread);
    }

    public ThreadView view() {
        return view;
    }

    /** @return whether anything was new or went wrong, so that it is too early to say that all was seen */
    public boolean poll(Api api, ExpectedState expectedState) {
        if (view.cursor().isEmpty()) {
            load(api, expectedState);
            return true;
        }
        Answer answer = send(api, "changes?cursor=" + view.cursor());
        if (!answer.isAcknowledged()) {
            return true;
        }
        JsonNode changes = answer.json();
        view.apply(changes, expectedState);
        return changes.path("reset").asBoolean() || !changes.path("thread").isNull();
    }

    /** The first page's cursor: what changes while the others are read is told afterwards. */
    public void load(Api api, ExpectedState expectedState) {
        String cursor = "";
        String changes = "";
        boolean hasMore = true;
        while (hasMore) {
            Answer answer = send(api, "comments?order=oldest&limit=100" + cursor);
            if (!answer.isAcknowledged()) {
                return;
            }
            JsonNode page = answer.json();
            view.load(page, cursor.isEmpty(), expectedState);
            changes = changes.isEmpty() ? page.path("changes_cursor").asText() : changes;
            cursor = "&cursor=" + page.path("next_cursor").asText();
            hasMore = page.path("has_more").asBoolean();
        }
        view.loaded(changes);
    }

    private Answer send(Api api, String list) {
        String path = "/v1/threads/" + view.thread().id() + "/" + list;
        return api.send(Call.get(RequestKind.POLL, view.thread().slot(), path));
    }
}
