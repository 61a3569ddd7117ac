package dev.tessera.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * One word for one thing: what {@code ops/docs/retired-names.md} lists occurs nowhere else. A row is the name of a type, a phrase in
 * identifiers, a phrase in prose, or a name that is stored or typed.
 */
class VocabularyTest {
    private static final String TABLE = "ops/docs/retired-names.md";
    private static final String IN_IDENTIFIERS = ", in identifiers";
    private static final String IN_PROSE = ", in prose";
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (.+?) \\| (.+?) \\|$");
    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern HUMP = Pattern.compile("[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z0-9]+|[A-Z0-9]+");
    private static final Pattern TYPE = Pattern.compile("\\b(?:class|interface|record|enum) ([A-Z][A-Za-z0-9_]*)");

    private static final Pattern NAMED =
            Pattern.compile("`([A-Z][a-z]+[A-Z][A-Za-z0-9]+)(?:[.#][A-Za-z]+)?(?:\\(\\))?`");

    private final Map<String, String> code = Sources.mainCode();
    private final Map<String, String> statements = Sources.files(path -> path.endsWith(".sql"));
    private final Map<String, String> documents = Sources.files(
            path -> path.endsWith(".md") && !path.startsWith("ops/bench/reports/") && !path.equals(TABLE));

    @Test
    void tableIsRead() {
        assertThat(retired()).hasSizeGreaterThan(300).contains("`WaysBack`", "way back, in prose", "`ways_back`");
    }

    @Test
    void noIdentifierOfMainCodeOrSql_isARetiredOne() {
        Set<String> identifiers = new TreeSet<>();
        code.values().forEach(java -> addIdentifiers(Sources.code(java), identifiers));
        statements.values().forEach(sql -> addIdentifiers(sql, identifiers));
        List<List<String>> phrases = retired().stream()
                .filter(old -> old.endsWith(IN_IDENTIFIERS))
                .map(old -> List.of(
                        old.substring(0, old.length() - IN_IDENTIFIERS.length()).split(" ")))
                .toList();
        assertThat(identifiers).isNotEmpty().noneMatch(name -> phrases.stream()
                .anyMatch(phrase -> Collections.indexOfSubList(humps(name), phrase) >= 0));
    }

    @Test
    void noTypeHasARetiredName() {
        Map<String, String> types = new TreeMap<>();
        code.forEach((path, java) ->
                TYPE.matcher(Sources.code(java)).results().forEach(type -> types.put(type.group(1), path)));
        List<String> names = retired().stream()
                .filter(old -> old.matches("`[A-Z][A-Za-z0-9]*`"))
                .map(old -> old.substring(1, old.length() - 1))
                .toList();
        assertThat(types).isNotEmpty().doesNotContainKeys(names.toArray(String[]::new));
    }

    @Test
    void noTextStatementOrDocument_hasARetiredWord() {
        List<Pattern> words = retired().stream()
                .map(VocabularyTest::wordOrName)
                .flatMap(Stream::ofNullable)
                .toList();
        List<String> found = new ArrayList<>();
        code.forEach((path, java) -> Sources.texts(java).forEach(text -> look(words, path, text, found)));
        statements.forEach((path, sql) -> look(words, path, sql, found));
        documents.forEach((path, text) -> look(words, path, text, found));
        assertThat(found).isEmpty();
    }

    @Test
    void everyTypeThatADocumentNames_exists() {
        Set<String> known = new TreeSet<>();
        Sources.files(path -> path.endsWith(".java")).values().forEach(java -> addIdentifiers(java, known));
        Set<String> unknown = new TreeSet<>();
        documents.forEach((path, text) -> NAMED.matcher(text)
                .results()
                .map(name -> name.group(1))
                .filter(name -> !known.contains(name))
                .forEach(name -> unknown.add(path + ": " + name)));
        assertThat(unknown).isEmpty();
    }

    private static @Nullable Pattern wordOrName(String old) {
        if (old.endsWith(IN_PROSE)) {
            String phrase = old.substring(0, old.length() - IN_PROSE.length()).replace(" ", "\\s+");
            return Pattern.compile("\\b" + phrase + "\\b", Pattern.CASE_INSENSITIVE);
        }
        return old.matches("`[a-z-]+[_-][a-z_-]+`")
                ? Pattern.compile(Pattern.quote(old.substring(1, old.length() - 1)))
                : null;
    }

    private static void look(List<Pattern> words, String path, String text, List<String> found) {
        for (Pattern word : words) {
            word.matcher(text).results().map(MatchResult::group).forEach(match -> found.add(path + ": " + match));
        }
    }

    private static void addIdentifiers(String text, Set<String> identifiers) {
        IDENTIFIER.matcher(text).results().map(MatchResult::group).forEach(identifiers::add);
    }

    private static List<String> humps(String identifier) {
        return HUMP.matcher(identifier)
                .results()
                .map(hump -> hump.group().toLowerCase(Locale.ROOT))
                .toList();
    }

    private static List<String> retired() {
        return Sources.files(TABLE::equals).values().stream()
                .flatMap(text -> ROW.matcher(text).results())
                .map(row -> row.group(1))
                .filter(old -> !old.equals("old") && !old.startsWith("---"))
                .toList();
    }
}
