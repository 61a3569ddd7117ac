package dev.tessera.shardconfig.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where a password is stored: never in the configuration itself, which is in git. */
public sealed interface PasswordSource {
    /** @throws PasswordUnavailableException when there is none; the message says where it was looked for */
    String resolve();

    /** A file whose first line is the password. */
    record InFile(Path file) implements PasswordSource {
        @Override
        public String resolve() {
            try {
                return Files.readString(file)
                        .lines()
                        .findFirst()
                        .filter(line -> !line.isEmpty())
                        .orElseThrow(() -> new PasswordUnavailableException("the password file " + file + " is empty"));
            } catch (IOException e) {
                throw new PasswordUnavailableException("the password file " + file + " can't be read", e);
            }
        }
    }

    /** An environment variable. */
    record InEnvironment(String variable) implements PasswordSource {
        @Override
        public String resolve() {
            @Nullable String password = System.getenv(variable);
            if (password == null || password.isEmpty()) {
                throw new PasswordUnavailableException("the environment variable " + variable + " holds no password");
            }
            return password;
        }
    }
}
