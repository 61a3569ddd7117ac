package dev.tessera.testbed.workload.state;

import dev.tessera.testbed.workload.http.Call;
import dev.tessera.testbed.workload.http.RequestKind;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A comment that a client sends.
 *
 * @param key the Idempotency-Key; empty for none
 */
public record Post(KnownThread thread, KnownUser author, @Nullable KnownComment parent, long token, String key) {
    public Call call(RequestKind kind) {
        Map<String, String> body = new HashMap<>(Map.of("author_id", "" + author.id(), "body", CommentTexts.of(token)));
        if (parent != null) {
            body.put("parent_id", "" + parent.id());
        }
        Call call = Call.send(kind, thread.slot(), "POST", path(), body).reading(author.slot());
        return key.isEmpty() ? call : call.key(key);
    }

    String path() {
        return "/v1/threads/" + thread.id() + "/comments";
    }

    long parentId() {
        return parent == null ? 0 : parent.id();
    }
}
