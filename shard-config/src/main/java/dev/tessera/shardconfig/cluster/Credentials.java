package dev.tessera.shardconfig.cluster;

import dev.tessera.shardconfig.UserName;

/** What signs in at a MySQL server. The password stays out of {@code toString}, and so out of logs. */
public record Credentials(UserName user, String password) {
    @Override
    public String toString() {
        return user.value();
    }
}
