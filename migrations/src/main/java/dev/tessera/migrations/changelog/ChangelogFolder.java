package dev.tessera.migrations.changelog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads changelog files: from a folder, or from where this class itself was loaded, a jar or a build folder. */
final class ChangelogFolder {
    private ChangelogFolder() {}

    static List<ChangelogFile> shipped() {
        try {
            Path home = Path.of(ChangelogFolder.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            String folder = ChangelogFolder.class.getPackageName().replace('.', '/');
            if (Files.isDirectory(home)) {
                return in(home.resolve(folder));
            }
            try (FileSystem jar = FileSystems.newFileSystem(home)) {
                return in(jar.getPath(folder));
            }
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the changelogs can't be found beside the classes", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All files of {@code directory/}, {@code shard/} and {@code bucket/} in this folder; each may be missing. */
    static List<ChangelogFile> in(Path root) {
        List<ChangelogFile> files = new ArrayList<>();
        for (Component component : Component.values()) {
            Path folder = root.resolve(component.folder());
            if (Files.isDirectory(folder)) {
                files.addAll(filesOf(component, folder));
            }
        }
        return files;
    }

    private static List<ChangelogFile> filesOf(Component component, Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(file ->
                            ChangelogFile.of(component, file.getFileName().toString(), read(file)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
