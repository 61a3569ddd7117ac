package dev.tessera.testbed.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tessera.testbed.process.Cache;
import dev.tessera.testbed.process.TestbedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalSourceTest {
    private final Path folder;

    LocalSourceTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void mysqldOnThePathIsTaken() throws IOException {
        answering("mysqld  Ver 8.4.6 for Linux on x86_64 (MySQL Community Server - GPL)");
        assertThat(source(folder.toString(), "/nowhere").find()).hasToString("MySQL 8.4.6 (" + folder + "/mysqld)");
    }

    @Test
    void mysqldInAUsualFolderIsTaken() throws IOException {
        answering("/usr/sbin/mysqld  Ver 8.0.22-0ubuntu0.20.04.2 for Linux on x86_64 ((Ubuntu))");
        assertThat(source("/nowhere", folder.toString()).find()).hasToString("MySQL 8.0.22 (" + folder + "/mysqld)");
    }

    @Test
    void mariaDbIsRefusedByName() throws IOException {
        String answer = "mysqld  Ver 10.11.6-MariaDB-0+deb12u1 for debian-linux-gnu on x86_64 (Debian 12)";
        answering(answer);
        assertRefused(folder + "/mysqld: it is MariaDB, which is not MySQL: " + answer);
    }

    @Test
    void olderThan8022IsRefused() throws IOException {
        answering("mysqld  Ver 8.0.21 for Linux on x86_64 (MySQL Community Server - GPL)");
        assertRefused(folder + "/mysqld: it is MySQL 8.0.21, and Tessera needs 8.0.22 or newer");
    }

    @Test
    void whatTellsNoVersionIsRefused() throws IOException {
        answering("hello");
        assertRefused(folder + "/mysqld: it doesn't tell its version: hello");
    }

    @Test
    void nothingThereIsSaidSo() {
        assertRefused("no mysqld on the PATH or in /nowhere");
    }

    private void assertRefused(String message) {
        assertThatThrownBy(source(folder.toString(), "/nowhere")::find)
                .isInstanceOf(TestbedException.class)
                .hasMessage(message);
    }

    private LocalSource source(String path, String usual) {
        return new LocalSource(path, List.of(usual), new Cache(folder));
    }

    private void answering(String version) throws IOException {
        Path program = folder.resolve("mysqld");
        Files.writeString(program, "#!/bin/sh\necho '" + version + "'\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
    }
}
