package dev.tessera.bench.soak.cluster;

import dev.tessera.bench.measure.Jvm;
import dev.tessera.migrations.changelog.Changelogs;
import dev.tessera.migrations.changelog.Component;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Future releases, each with an additional column or index in every bucket. A release is this one with another copy of the module {@code
 * migrations} before it on the class path, so that the shipped {@code shardctl} runs.
 */
final class Releases {
    private static final String COLUMN =
            """
            --liquibase formatted sql

            --changeset tessera:%1$s-soak%3$d${suffix}
            --preconditions onFail:MARK_RAN
            --precondition-sql-check expectedResult:0 select count(*) from information_schema.columns where table_schema = database() and table_name = '%2$s${suffix}' and column_name = 'soak%3$d'
            alter table %2$s${suffix} add column soak%3$d varchar(40) null;
            """;
    private static final String INDEX =
            """
            --liquibase formatted sql

            --changeset tessera:%1$s-soak%3$d${suffix}
            --preconditions onFail:MARK_RAN
            --precondition-sql-check expectedResult:0 select count(*) from information_schema.statistics where table_schema = database() and table_name = '%2$s${suffix}' and index_name = 'soak%3$d'
            alter table %2$s${suffix} add key soak%3$d (created_at);
            """;

    private final Path folder;
    private final int count;

    private Releases(Path folder, int count) {
        this.folder = folder;
        this.count = count;
    }

    static Releases make(Path folder, int count) throws IOException {
        Releases releases = new Releases(folder, count);
        for (int release = 0; release <= count; release++) {
            releases.make(release);
        }
        return releases;
    }

    int count() {
        return count;
    }

    /** Of the processes of a release; 0 is this one. */
    String classPath(int release) {
        return of(release) + File.pathSeparator + Jvm.classPath();
    }

    /** Everything that is ever migrated to. */
    Changelogs newest() {
        return Changelogs.shippedAnd(folder.resolve("changes-" + count));
    }

    private Path of(int release) {
        return folder.resolve("release-" + release);
    }

    private void make(int release) throws IOException {
        copyRoom(of(release));
        Path bucket = of(release).resolve(roomName()).resolve("bucket");
        Path alone =
                Files.createDirectories(folder.resolve("changes-" + release).resolve("bucket"));
        for (int change = 1; change <= release; change++) {
            Files.writeString(bucket.resolve(fileName(change)), change(change));
            Files.writeString(alone.resolve(fileName(change)), change(change));
        }
    }

    private static String fileName(int change) {
        return version(change) + "-soak" + change + ".sql";
    }

    private static String version(int change) {
        int version = Changelogs.shipped().newest(Component.BUCKET) + change;
        return String.format(Locale.ROOT, "%04d", version);
    }

    private static String change(int change) {
        String table = change % 4 < 2 ? "comments" : "threads";
        return (change % 2 == 1 ? COLUMN : INDEX).formatted(version(change), table, change);
    }

    private static String roomName() {
        return Changelogs.class.getPackageName().replace('.', '/');
    }

    /** Classes and changelogs of this release, from a folder or a jar. */
    private static void copyRoom(Path to) throws IOException {
        Path home;
        try {
            home = Path.of(Changelogs.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the room migrations can't be found", e);
        }
        if (Files.isDirectory(home)) {
            copy(home.resolve(roomName()), to.resolve(roomName()));
            return;
        }
        try (FileSystem jar = FileSystems.newFileSystem(home)) {
            copy(jar.getPath(roomName()), to.resolve(roomName()));
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
    }
}
