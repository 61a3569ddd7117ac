package dev.tessera.migrations.changelog;

import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketTables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import liquibase.changelog.ChangeSet;

/**
 * The changelogs of all components. A component's files are numbered 1, 2, 3 without a gap, and the number is its schema version.
 * Immutable.
 */
public final class Changelogs {
    private static final Pattern CREATES = Pattern.compile("^create table if not exists (\\w+)");
    private static final Pattern DROPS = Pattern.compile("^drop table if exists (\\w+)");

    /** Parameters with which a statement names logical tables. */
    private static final Map<String, String> WITHOUT_BUCKET = parameters("", new BucketId(0, 0));

    private final List<ChangelogFile> files;

    private Changelogs(Stream<ChangelogFile> files) {
        this.files = files.sorted().toList();
        for (Component component : Component.values()) {
            requireNoGap(component);
        }
    }

    /** What this version of Tessera brings. */
    public static Changelogs shipped() {
        return new Changelogs(ChangelogFolder.shipped().stream());
    }

    /** What this version brings, and the files in {@code extra/directory}, {@code extra/shard} and {@code extra/bucket} after it. */
    public static Changelogs shippedAnd(Path extra) {
        return new Changelogs(Stream.concat(ChangelogFolder.shipped().stream(), ChangelogFolder.in(extra).stream()));
    }

    public int newest(Component component) {
        return (int) files(component).count();
    }

    /** The logical tables of a bucket of this schema version, for moves and checks. */
    public SortedSet<String> bucketTables(int version) {
        SortedSet<String> tables = new TreeSet<>();
        for (String sql : logicalSql(version)) {
            Matcher creates = CREATES.matcher(sql);
            Matcher drops = DROPS.matcher(sql);
            if (creates.find()) {
                tables.add(creates.group(1));
            } else if (drops.find()) {
                tables.remove(drops.group(1));
            }
        }
        return tables;
    }

    /** What a bucket's changelog calls its parameters, for one bucket. */
    public static Map<String, String> parameters(BucketId bucket) {
        return parameters(BucketTables.suffix(bucket), bucket);
    }

    private static Map<String, String> parameters(String suffix, BucketId bucket) {
        return Map.of(
                "suffix",
                suffix,
                "first_slot",
                Integer.toString(bucket.firstSlot()),
                "last_slot",
                Integer.toString(bucket.lastSlot()));
    }

    /** The statements that make a bucket's tables in this version, on logical tables and the slots 0 to 0. */
    public List<String> logicalSql(int version) {
        return sql(Component.BUCKET, 0, version, WITHOUT_BUCKET);
    }

    /** The changesets of one version, in order. */
    public List<ChangeSet> changes(Component component, int version, Map<String, String> parameters) {
        return files(component)
                .filter(file -> file.version() == version)
                .flatMap(file -> LiquibaseChangelog.parse(file, parameters).stream())
                .toList();
    }

    /** The statements that lead from one version to another. */
    public List<String> sql(Component component, int from, int to, Map<String, String> parameters) {
        List<String> statements = new ArrayList<>();
        for (int version = from + 1; version <= to; version++) {
            changes(component, version, parameters).forEach(change -> statements.add(LiquibaseChangelog.sql(change)));
        }
        return statements;
    }

    Stream<ChangelogFile> files(Component component) {
        return files.stream().filter(file -> file.component() == component);
    }

    private void requireNoGap(Component component) {
        List<Integer> found = files(component).map(ChangelogFile::version).toList();
        List<Integer> expected = IntStream.rangeClosed(1, found.size()).boxed().toList();
        if (!found.equals(expected)) {
            throw new IllegalArgumentException(
                    "the changelog files of " + component.folder() + " are numbered " + found + ", not " + expected);
        }
    }
}
