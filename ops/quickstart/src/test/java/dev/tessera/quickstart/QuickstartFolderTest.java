package dev.tessera.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuickstartFolderTest {
    private final Path home;

    QuickstartFolderTest(@TempDir Path parent) {
        this.home = parent.resolve("home");
    }

    @Test
    void secrets_areTheirOwnersAlone_andStayTheSame() throws IOException {
        Path operator;
        String password;
        try (QuickstartFolder folder = QuickstartFolder.open(home)) {
            operator = folder.secret("operator");
            password = Files.readString(operator);
            assertThat(Files.readString(folder.secret("app"))).isNotEqualTo(password);
        }
        assertThat(password).matches("[0-9a-f]{32}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(operator)))
                .isEqualTo("rw-------");
        try (QuickstartFolder folder = QuickstartFolder.open(home)) {
            assertThat(folder.secret("operator")).isEqualTo(operator).hasContent(password);
        }
    }

    @Test
    void reset_forgetsDataAndSecretsAndLogs() throws IOException {
        try (QuickstartFolder folder = QuickstartFolder.open(home)) {
            String password = Files.readString(folder.secret("operator"));
            folder.mark("loaded");
            Path data = Files.createDirectories(folder.data("shard-a"));
            Path log = Files.writeString(folder.log("app"), "line");
            folder.reset();
            assertThat(data).doesNotExist();
            assertThat(log).doesNotExist();
            assertThat(folder.isMarked("loaded")).isFalse();
            assertThat(Files.readString(folder.secret("operator"))).isNotEqualTo(password);
        }
    }

    @Test
    void marks_outliveTheProcess() {
        try (QuickstartFolder folder = QuickstartFolder.open(home)) {
            assertThat(folder.isMarked("loaded")).isFalse();
            folder.mark("loaded");
        }
        try (QuickstartFolder folder = QuickstartFolder.open(home)) {
            assertThat(folder.isMarked("loaded")).isTrue();
        }
    }

    @Test
    void folderThatCanNotBeMade_isNamed() throws IOException {
        Path file = Files.createFile(home.resolveSibling("file"));
        assertThatThrownBy(() -> QuickstartFolder.open(file.resolve("home")))
                .isInstanceOf(QuickstartException.class)
                .hasMessageStartingWith("the folder " + file.resolve("home") + " can't be used: ");
    }
}
