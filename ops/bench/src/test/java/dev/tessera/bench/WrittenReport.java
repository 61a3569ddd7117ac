package dev.tessera.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a program of the bench has written. */
public record WrittenReport(String text) {
    /** The only file of a folder. */
    public static WrittenReport in(Path reports) throws IOException {
        try (var files = Files.list(reports)) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(1);
            return new WrittenReport(Files.readString(all.get(0)));
        }
    }

    /** The lines of its goals, reached or not. */
    public List<String> goals() {
        return text.lines()
                .filter(line -> line.endsWith(" | held |") || line.endsWith(" | **missed** |"))
                .toList();
    }
}
