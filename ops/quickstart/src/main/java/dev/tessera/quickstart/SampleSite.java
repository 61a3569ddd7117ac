package dev.tessera.quickstart;

import dev.tessera.shardconfig.ThreadKey;
import dev.tessera.shardconfig.UserHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A small village of readers who comment on three sites: names and words alone, the same every time. The first user and the first
 * discussion are those that the README speaks of.
 */
record SampleSite(List<User> users, List<Discussion> discussions) {
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
    private static final String[] SITES = {"blog.example.com", "news.example.org", "wiki.example.net"};
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

    record User(String displayName) {
        UserHandle handle() {
            return UserHandle.of(displayName.replace(' ', '.'));
        }
    }

    /** @param key its page */
    record Discussion(ThreadKey key, String title, List<Comment> comments) {}

    /**
     * @param author the number of a user
     * @param isAnswer to the comment before
     */
    record Comment(int author, String text, boolean isAnswer) {}

    static SampleSite populated() {
        return new Builder().sampleSite();
    }

    int commentCount() {
        return discussions.stream()
                .mapToInt(discussion -> discussion.comments().size())
                .sum();
    }

    private static final class Builder {
        private final Random random = new Random(43);
        private final List<User> users = new ArrayList<>();
        private final List<Discussion> discussions = new ArrayList<>();

        SampleSite sampleSite() {
            for (String first : FIRST_NAMES) {
                for (String last : LAST_NAMES) {
                    users.add(new User(first + " " + last));
                }
            }
            for (int number = 0; number < THREADS; number++) {
                discussions.add(discussion(number));
            }
            return new SampleSite(List.copyOf(users), List.copyOf(discussions));
        }

        private Discussion discussion(int number) {
            String topic = TOPICS[number % TOPICS.length];
            int part = number / TOPICS.length + 1;
            ThreadKey key = ThreadKey.of(SITES[number % SITES.length], "/2026/" + topic + "-" + part);
            return new Discussion(key, "All about " + topic + ", part " + part, comments());
        }

        private List<Comment> comments() {
            List<Comment> comments = new ArrayList<>();
            int count = 1 + random.nextInt(MAX_COMMENTS);
            while (comments.size() < count) {
                boolean isAnswer = !comments.isEmpty() && random.nextBoolean();
                comments.add(new Comment(random.nextInt(users.size()), text(), isAnswer));
            }
            return List.copyOf(comments);
        }

        private String text() {
            return any(OPENINGS) + " " + any(MIDDLES) + " " + any(ENDINGS);
        }

        private String any(String[] choices) {
            return choices[random.nextInt(choices.length)];
        }
    }
}
