package dev.tessera.app.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A change that draws no number is seen by no reader who waits for it: whatever writes these tables stands in one class. */
class OneWriterTest {
    private static final Pattern WRITE = Pattern.compile(
            "(?is)\\b(insert\\s+(ignore\\s+)?into|replace\\s+into|update|delete\\s+from)\\s+(comments|threads)\\b");

    @Test
    void commentsAndThreads_areWrittenByOneClass() throws IOException {
        assertThat(writers()).containsExactly("ThreadRowWriter.java");
    }

    @Test
    void eachSortOfWrite_isSeen() {
        for (String sql : List.of(
                "insert into comments (a)",
                "insert ignore into threads",
                "update  comments set",
                "delete from threads where",
                "replace into comments")) {
            assertThat(WRITE.matcher(sql).find()).as(sql).isTrue();
        }
        assertThat(WRITE.matcher("insert into authored_comments (a)").find()).isFalse();
    }

    private static List<String> writers() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(OneWriterTest::writes)
                    .map(file -> file.getFileName().toString())
                    .toList();
        }
    }

    private static boolean writes(Path file) {
        try {
            return WRITE.matcher(Files.readString(file)).find();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
