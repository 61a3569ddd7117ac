package dev.tessera.testbed.apt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tessera.testbed.process.TestbedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AptMirrorTest {
    private static final Map<String, String> BOOKWORM = Map.of("ID", "debian", "VERSION_CODENAME", "bookworm");
    private static final Map<String, String> NOBLE = Map.of("ID", "ubuntu", "VERSION_CODENAME", "noble");

    private final Path apt;

    AptMirrorTest(@TempDir Path apt) {
        this.apt = apt;
    }

    @BeforeEach
    void createFolder() throws IOException {
        Files.createDirectory(apt.resolve("sources.list.d"));
        write(
                "sources.list.d/another.list",
                "deb [signed-by=/keys/another.gpg] https://another.example/apt stable-ish main\n");
    }

    @Test
    void debianMirrorIsReadFromADeb822File_notTheOneOfSecurity() throws IOException {
        write(
                "sources.list.d/debian.sources",
                """
                Types: deb
                URIs: http://mirror.example/debian-security
                Suites: bookworm-security
                Components: main

                Types: deb deb-src
                # kept here for a reason
                URIs: http://mirror.example/debian
                Suites: bookworm
                 bookworm-updates
                Components: main
                Signed-By: /usr/share/keyrings/debian-archive-keyring.pgp
                """);
        assertMirror(
                BOOKWORM,
                "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.pgp] http://mirror.example/debian sid main\n");
    }

    @Test
    void debianMirrorIsReadFromSourcesList() throws IOException {
        write(
                "sources.list",
                """
                # deb http://old.example/debian bookworm main
                deb-src http://mirror.example/debian bookworm main
                deb http://mirror.example/debian-security bookworm-security main
                deb [ arch=amd64 ] http://mirror.example/debian/ bookworm main contrib
                """);
        assertMirror(
                BOOKWORM,
                "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] http://mirror.example/debian/ sid main\n");
    }

    @Test
    void ubuntuHasMySqlInItsOwnRelease() throws IOException {
        write(
                "sources.list.d/ubuntu.sources",
                """
                Types: deb
                URIs: http://mirror.example/ubuntu/
                Suites: noble noble-updates
                Components: main universe
                Signed-By:
                 -----BEGIN PGP PUBLIC KEY BLOCK-----
                 .
                 AAAA
                 -----END PGP PUBLIC KEY BLOCK-----
                """);
        assertMirror(
                NOBLE,
                "deb [signed-by=/usr/share/keyrings/ubuntu-archive-keyring.gpg] http://mirror.example/ubuntu/ noble main universe\n");
    }

    @Test
    void mirrorThatTheMachineTrustsUnsigned_isTrusted() throws IOException {
        write("sources.list", "deb [trusted=yes] http://mirror.example/debian bookworm main\n");
        assertMirror(BOOKWORM, "deb [trusted=yes] http://mirror.example/debian sid main\n");
    }

    @Test
    void disabledSourceIsNoMirror() throws IOException {
        write(
                "sources.list.d/debian.sources",
                "Types: deb\nEnabled: no\nURIs: http://mirror.example/debian\nSuites: bookworm\nComponents: main\n");
        assertThatThrownBy(() -> AptMirror.in(apt, BOOKWORM))
                .isInstanceOf(TestbedException.class)
                .hasMessage("no mirror of debian among the sources in " + apt);
    }

    @Test
    void otherSystemIsRefused() {
        assertThatThrownBy(() -> AptMirror.in(apt, Map.of("ID", "fedora")))
                .isInstanceOf(TestbedException.class)
                .hasMessage("this is no Debian or Ubuntu but 'fedora'");
    }

    private void assertMirror(Map<String, String> release, String line) {
        assertThat(AptMirror.in(apt, release).line()).isEqualTo(line);
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(apt.resolve(file), text);
    }
}
