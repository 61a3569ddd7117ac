package dev.tessera.testbed.apt;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One binary source of apt's configuration, from a one-line .list or a deb822 .sources file; keys in lower case. */
record AptSource(String uri, List<String> suites, Map<String, String> options) {
    private static final Pattern LINE = Pattern.compile("deb\\s+(?:\\[([^]]*)]\\s*)?(\\S+)\\s+(\\S+)(?:\\s.*)?");

    /** Names of releases that move, besides the code name of this machine's. */
    private static final Set<String> MOVING = Set.of("stable", "oldstable", "testing", "unstable", "sid");

    static List<AptSource> parse(String fileName, String text) {
        if (fileName.endsWith(".sources")) {
            return Stream.of(text.split("\\n\\s*\\n", -1))
                    .flatMap(AptSource::stanza)
                    .toList();
        }
        return fileName.endsWith(".list")
                ? text.lines().map(String::strip).flatMap(AptSource::line).toList()
                : List.of();
    }

    private static Stream<AptSource> line(String line) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            return Stream.of();
        }
        Map<String, String> options = new HashMap<>();
        String bracketed = parts.group(1) == null ? "" : parts.group(1);
        for (String option : bracketed.strip().split("\\s+", -1)) {
            String[] pair = option.split("=", 2);
            options.put(pair[0].toLowerCase(Locale.ROOT), pair.length > 1 ? pair[1] : "");
        }
        return Stream.of(new AptSource(parts.group(2), List.of(parts.group(3)), options));
    }

    private static Stream<AptSource> stanza(String stanza) {
        Map<String, String> fields = fields(stanza);
        boolean usable = words(fields, "types").contains("deb")
                && !fields.getOrDefault("enabled", "yes").equalsIgnoreCase("no");
        return usable
                ? words(fields, "uris").stream().map(uri -> new AptSource(uri, words(fields, "suites"), fields))
                : Stream.of();
    }

    private static Map<String, String> fields(String stanza) {
        Map<String, String> fields = new HashMap<>();
        List<String> lines = new ArrayList<>(
                stanza.lines().filter(line -> !line.startsWith("#")).toList());
        String field = "";
        for (String line : lines) {
            boolean continued = line.startsWith(" ") || line.startsWith("\t");
            String[] pair = line.split(":", 2);
            if (!continued && pair.length == 2) {
                field = pair[0].toLowerCase(Locale.ROOT);
            }
            fields.merge(field, continued ? line : pair[pair.length - 1], (a, b) -> a + " " + b);
        }
        fields.replaceAll((name, value) -> value.strip());
        return fields;
    }

    private static List<String> words(Map<String, String> fields, String name) {
        return Stream.of(fields.getOrDefault(name, "").split("\\s+", -1))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** Whether it is the distribution's main archive: not a third party's, not security or backports. */
    boolean isOwn(Map<String, String> release) {
        String codename = release.getOrDefault("VERSION_CODENAME", "stable");
        return suites.stream().anyMatch(suite -> suite.equals(codename) || MOVING.contains(suite));
    }

    AptMirror mirror(String id) {
        boolean debian = id.equals("debian");
        return new AptMirror(uri, trust(id), debian ? "sid" : suites.get(0), debian ? "main" : "main universe");
    }

    private String trust(String id) {
        if (options.getOrDefault("trusted", "no").equalsIgnoreCase("yes")) {
            return "trusted=yes";
        }
        String key = options.getOrDefault("signed-by", "");
        return "signed-by=" + (key.startsWith("/") ? key : "/usr/share/keyrings/" + id + "-archive-keyring.gpg");
    }
}
