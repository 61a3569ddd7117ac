package dev.tessera.shardconfig.cluster;

import dev.tessera.shardconfig.UserName;

/** A MySQL account, the same on every server of the cluster. */
public record AccountConfig(UserName user, PasswordSource password) {
    /** @throws PasswordUnavailableException when the password isn't where the configuration says */
    public Credentials credentials() {
        return new Credentials(user, password.resolve());
    }
}
