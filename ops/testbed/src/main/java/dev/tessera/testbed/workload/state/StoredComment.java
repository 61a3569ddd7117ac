package dev.tessera.testbed.workload.state;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A comment as it was found: in an answer, or in its table.
 *
 * @param parentId 0 at the top level
 * @param body null in a tombstone
 */
public record StoredComment(
        long id,
        long threadId,
        long parentId,
        long rootId,
        int depth,
        long authorId,
        @Nullable String body,
        boolean deleted,
        long version,
        long createdMillis) {

    public static StoredComment of(JsonNode json) {
        JsonNode body = json.path("body");
        return new StoredComment(
                json.path("comment_id").asLong(),
                json.path("thread_id").asLong(),
                json.path("parent_id").asLong(),
                json.path("root_id").asLong(),
                json.path("depth").asInt(),
                json.path("author").path("user_id").asLong(),
                body.isTextual() ? body.asText() : null,
                json.path("state").asText().equals("deleted"),
                json.path("version").asLong(),
                millis(json.path("created_at").asText()));
    }

    /** Of the request that its text came from; -1 for none. */
    long token() {
        return body == null ? -1 : CommentTexts.tokenOf(body);
    }

    private static long millis(String time) {
        return time.isEmpty() ? 0 : Instant.parse(time).toEpochMilli();
    }
}
