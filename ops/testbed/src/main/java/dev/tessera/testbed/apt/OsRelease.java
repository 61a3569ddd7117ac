package dev.tessera.testbed.apt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/** Which Linux this is: /etc/os-release. */
final class OsRelease {
    private OsRelease() {}

    /** Empty where there is no such file. */
    static Map<String, String> read(Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> line.contains("="))
                    .map(line -> line.split("=", 2))
                    .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1].replace("\"", ""), (a, b) -> b));
        } catch (IOException absent) {
            return Map.of();
        }
    }
}
