package dev.tessera.migrations.changelog;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One file of a changelog. {@code 0002-edit-history.sql} takes a component from version 1 to version 2. */
record ChangelogFile(Component component, int version, String name, String content)
        implements Comparable<ChangelogFile> {
    private static final Pattern NAME = Pattern.compile("([0-9]{4})-[a-z0-9-]+\\.sql");

    static ChangelogFile of(Component component, String name, String content) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("changelog file '" + name + "' is not NNNN-what-it-does.sql");
        }
        return new ChangelogFile(component, Integer.parseInt(matcher.group(1)), name, content);
    }

    @Override
    public int compareTo(ChangelogFile other) {
        return Integer.compare(version, other.version);
    }
}
