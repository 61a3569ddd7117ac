package dev.tessera.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * A small village of readers who comment on three sites. The same one every time, written through the HTTP API. Cut off and run
 * again it goes on: users and threads are found, comments carry idempotency keys.
 */
final class SampleData {
    static final String FIRST_HANDLE = "ada.amber";
    static final String FIRST_SITE = "blog.example.com";
    static final String FIRST_PATH = "/2026/mosaics-1";

    private static final int THREADS = 96;
    private static final int MAX_COMMENTS = 9;
    private static final String[] FIRST_NAMES = {
        "Ada", "Björn", "Chiara", "Dmitri", "Elif", "Farah", "Goran", "Hana", "Ines", "Jun", "Kofi", "Lucía"
    };
    private static final String[] LAST_NAMES = {
        "Amber",
        "Basalt",
        "Cobalt",
        "Dolomite",
        "Enamel",
        "Flint",
        "Granite",
        "Heliotrope",
        "Ivory",
        "Jasper",
        "Kaolin",
        "Lapis"
    };
    private static final String[] SITES = {FIRST_SITE, "news.example.org", "wiki.example.net"};
    private static final String[] TOPICS = {"mosaics", "glazes", "kilns", "grout", "floors", "domes", "rivers", "tools"
    };
    private static final String[] OPENINGS = {
        "I tried this at home and",
        "My grandmother always said that",
        "After three attempts",
        "Honestly,",
        "For what it's worth,",
        "In Ravenna"
    };
    private static final String[] MIDDLES = {
        "the small stones", "lime mortar", "a steady hand", "the old pattern", "smalti from Venice", "a cheap trowel"
    };
    private static final String[] ENDINGS = {
        "made all the difference.",
        "never quite worked.",
        "took the whole weekend.",
        "looks better in the evening light.",
        "is worth every cent.",
        "surprised all of us. 🙂"
    };

    private final Api api;
    private final Random random = new Random(42);

    SampleData(Api api) {
        this.api = api;
    }

    /** Writes it; says how much. */
    String load() throws InterruptedException {
        List<String> users = users();
        int comments = 0;
        for (int thread = 0; thread < THREADS; thread++) {
            comments += comments(thread(thread), users);
        }
        return users.size() + " users, " + THREADS + " threads, " + comments + " comments";
    }

    private List<String> users() throws InterruptedException {
        List<String> users = new ArrayList<>();
        for (String first : FIRST_NAMES) {
            for (String last : LAST_NAMES) {
                String handle = (first + "." + last).toLowerCase(Locale.ROOT);
                users.add(user(handle, first + " " + last));
            }
        }
        return users;
    }

    private String user(String handle, String displayName) throws InterruptedException {
        String byHandle = "v1/users/by-handle/" + URLEncoder.encode(handle, StandardCharsets.UTF_8);
        JsonNode user = api.status(byHandle) == 200
                ? api.get(byHandle)
                : api.post("v1/users", Map.of("handle", handle, "display_name", displayName));
        return user.path("user_id").asText();
    }

    private String thread(int number) throws InterruptedException {
        String topic = TOPICS[number % TOPICS.length];
        int part = number / TOPICS.length + 1;
        return api.put(
                        "v1/threads",
                        Map.of(
                                "site", SITES[number % SITES.length],
                                "path", "/2026/" + topic + "-" + part,
                                "title", "All about " + topic + ", part " + part))
                .path("thread_id")
                .asText();
    }

    private int comments(String thread, List<String> users) throws InterruptedException {
        int count = 1 + random.nextInt(MAX_COMMENTS);
        String parent = null;
        for (int comment = 0; comment < count; comment++) {
            Map<String, String> body = parent == null || random.nextBoolean()
                    ? Map.of("author_id", any(users), "body", text())
                    : Map.of("author_id", any(users), "body", text(), "parent_id", parent);
            String key = "sample-" + thread + "-" + comment;
            parent = api.post("v1/threads/" + thread + "/comments", body, key)
                    .path("comment_id")
                    .asText();
        }
        return count;
    }

    private String text() {
        return any(List.of(OPENINGS)) + " " + any(List.of(MIDDLES)) + " " + any(List.of(ENDINGS));
    }

    private String any(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
