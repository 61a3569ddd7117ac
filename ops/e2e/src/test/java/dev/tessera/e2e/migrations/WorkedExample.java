package dev.tessera.e2e.migrations;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The SQL of a document, by what its blocks are called there. */
record WorkedExample(Map<String, String> blocks) {
    private static final Pattern BLOCK =
            Pattern.compile("^```sql (.+?)\\n(.*?)\\n```$", Pattern.MULTILINE | Pattern.DOTALL);

    static WorkedExample of(Path document) throws IOException {
        Map<String, String> blocks = new LinkedHashMap<>();
        Matcher matcher = BLOCK.matcher(Files.readString(document));
        while (matcher.find()) {
            blocks.put(matcher.group(1), matcher.group(2));
        }
        return new WorkedExample(blocks);
    }

    String sql(String name) {
        return Optional.ofNullable(blocks.get(name))
                .orElseThrow(() -> new AssertionError("no block '" + name + "' among " + blocks.keySet()));
    }

    /** Puts a changelog where those of the shipped ones go on. */
    void ship(String changelog, Path folder) throws IOException {
        Path file = folder.resolve(changelog);
        Files.createDirectories(file.getParent());
        Files.writeString(file, sql(changelog) + "\n");
    }
}
