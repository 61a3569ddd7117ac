package dev.tessera.app;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tessera.router.RouterConfig;
import dev.tessera.shardconfig.ServerAddress;
import dev.tessera.shardconfig.cluster.PasswordSource;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the directory is, and the app's account there and on every shard.
 *
 * @param address host:port
 * @param passwordFile a file whose first line is the password
 * @param passwordVariable an environment variable that holds it
 */
public record DirectoryAccess(
        @NotNull @JsonProperty("address") String address,
        @JsonProperty("schema") @Nullable String schema,
        @NotNull @JsonProperty("user") String user,
        @JsonProperty("password_file") @Nullable String passwordFile,
        @JsonProperty("password_env") @Nullable String passwordVariable) {

    private static final String DEFAULT_SCHEMA = "tessera_directory";

    @AssertTrue(message = "give either password_file or password_env") public boolean isPasswordNamedOnce() {
        return (passwordFile == null) != (passwordVariable == null);
    }

    RouterConfig router() {
        return RouterConfig.of(
                ServerAddress.parse(address),
                schema == null ? DEFAULT_SCHEMA : schema,
                user,
                password().resolve());
    }

    private PasswordSource password() {
        return passwordFile != null
                ? new PasswordSource.InFile(Path.of(passwordFile))
                : new PasswordSource.InEnvironment(String.valueOf(passwordVariable));
    }
}
