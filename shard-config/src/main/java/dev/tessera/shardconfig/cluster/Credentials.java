package dev.tessera.shardconfig.cluster;

import dev.tessera.shardconfig.UserName;

/** The user and password for a MySQL server. The password isn't in {@code toString}, and so not in logs. */
public record Credentials(UserName user, String password) {
    @Override
    public String toString() {
        return user.value();
    }
}
