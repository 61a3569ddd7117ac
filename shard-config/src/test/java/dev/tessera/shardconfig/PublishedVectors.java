package dev.tessera.shardconfig;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The lines of {@code vectors.txt}, by their kind. */
final class PublishedVectors {
    private PublishedVectors() {}

    static List<String[]> ofKind(String kind) {
        try (InputStream in = Objects.requireNonNull(SlotFunction.class.getResourceAsStream("vectors.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith(kind + " "))
                    .map(line -> line.split(" \\| ", -1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String field(String[] line, int number) {
        return line[number].strip();
    }
}
