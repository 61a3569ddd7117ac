package dev.tessera.app.api;

import dev.tessera.app.model.User;
import dev.tessera.shardconfig.EntityId;
import java.time.Instant;

public record UserAnswer(EntityId userId, String handle, String displayName, Instant createdAt) implements WireAnswer {
    public static UserAnswer of(User user) {
        return new UserAnswer(user.id(), user.handle(), user.displayName(), user.createdAt());
    }
}
