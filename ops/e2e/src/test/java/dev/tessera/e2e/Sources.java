package dev.tessera.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of this repository, as a reader sees them. */
final class Sources {
    private static final Pattern COMMENTS_AND_TEXTS = Pattern.compile(
            "/\\*.*?\\*/|//[^\\n]*|\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*\"|'(?:\\\\.|[^'\\\\\\n])+'",
            Pattern.DOTALL);

    private Sources() {}

    static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("shard-config"))) {
            folder = Objects.requireNonNull(folder.getParent(), "not within the repository");
        }
        return folder;
    }

    /** By path from the root: what is in these files. */
    static Map<String, String> files(Predicate<String> wanted) {
        Path root = root();
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
                String path = root.relativize(file).toString().replace('\\', '/');
                if (!path.startsWith(".git/") && !path.contains("/target/") && wanted.test(path)) {
                    files.put(path, Files.readString(file));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    static Map<String, String> mainCode() {
        return files(path -> path.contains("/src/main/java/") && path.endsWith(".java"));
    }

    /** Java without its comments and texts. */
    static String code(String java) {
        return COMMENTS_AND_TEXTS.matcher(java).replaceAll(" ");
    }

    /** The texts between quotes, as they are written. */
    static List<String> texts(String java) {
        List<String> texts = new ArrayList<>();
        COMMENTS_AND_TEXTS
                .matcher(java)
                .results()
                .map(MatchResult::group)
                .filter(text -> text.startsWith("\""))
                .forEach(texts::add);
        return texts;
    }
}
