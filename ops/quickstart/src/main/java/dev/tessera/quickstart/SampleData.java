package dev.tessera.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the sample through the HTTP API. Cut off and run again it goes on: users and threads are found, comments carry idempotency
 * keys.
 */
final class SampleData {
    private final ApiClient api;
    private final SampleSite sampleSite = SampleSite.populated();

    SampleData(ApiClient api) {
        this.api = api;
    }

    /** Writes it; says how much. */
    String load() throws InterruptedException {
        List<String> userIds = new ArrayList<>();
        for (SampleSite.User user : sampleSite.users()) {
            userIds.add(user(user));
        }
        for (SampleSite.Discussion thread : sampleSite.discussions()) {
            comments(thread(api, thread), thread.comments(), userIds);
        }
        return sampleSite.users().size() + " users, " + sampleSite.discussions().size() + " threads, "
                + sampleSite.commentCount() + " comments";
    }

    private String user(SampleSite.User user) throws InterruptedException {
        String handle = user.handle().canonical();
        Optional<JsonNode> created =
                api.create("v1/users", Map.of("handle", handle, "display_name", user.displayName()));
        JsonNode found = created.isPresent()
                ? created.get()
                : api.get("v1/users/by-handle/" + URLEncoder.encode(handle, StandardCharsets.UTF_8));
        return found.path("user_id").asText();
    }

    /** Its id, whether it was there before or not. */
    static String thread(ApiClient api, SampleSite.Discussion thread) throws InterruptedException {
        return api.put(
                        "v1/threads",
                        Map.of(
                                "site", thread.key().site(),
                                "path", thread.key().path(),
                                "title", thread.title()))
                .path("thread_id")
                .asText();
    }

    private void comments(String threadId, List<SampleSite.Comment> comments, List<String> userIds)
            throws InterruptedException {
        String before = "";
        for (int number = 0; number < comments.size(); number++) {
            SampleSite.Comment comment = comments.get(number);
            String author = userIds.get(comment.author());
            Map<String, String> body = comment.isAnswer()
                    ? Map.of("author_id", author, "body", comment.text(), "parent_id", before)
                    : Map.of("author_id", author, "body", comment.text());
            String key = "sample-" + threadId + "-" + number;
            before = api.post("v1/threads/" + threadId + "/comments", body, key)
                    .path("comment_id")
                    .asText();
        }
    }
}
