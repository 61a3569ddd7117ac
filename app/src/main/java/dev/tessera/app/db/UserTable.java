package dev.tessera.app.db;

import dev.tessera.app.model.User;
import dev.tessera.shardconfig.EntityId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Users, in the bucket of their handle. */
public final class UserTable {
    /** The index that keeps handles unique. */
    public static final String HANDLE_INDEX = "handle";

    private static final String INSERT =
            """
            insert into users (user_id, handle, display_name, version, created_at, updated_at)
            values (:id, :handle, :displayName, :version, :createdAt, :createdAt)""";
    private static final String BY_ID =
            "select user_id, handle, display_name, version, created_at from users where user_id = ?";
    private static final String BY_HANDLE =
            "select user_id, handle, display_name, version, created_at from users where handle = :handle";

    private UserTable() {}

    public static void insert(Handle handle, User user) {
        handle.createUpdate(INSERT)
                .bind("id", user.id().value())
                .bind("handle", KeyBytes.of(user.handle()))
                .bind("displayName", user.displayName())
                .bind("version", user.version())
                .bind("createdAt", UtcTimes.argument(user.createdAt()))
                .execute();
    }

    public static Optional<User> byId(Handle handle, EntityId id) {
        return RowById.find(handle, BY_ID, id, UserTable::read);
    }

    public static Optional<User> byHandle(Handle handle, String canonicalHandle) {
        return handle.createQuery(BY_HANDLE)
                .bind("handle", KeyBytes.of(canonicalHandle))
                .map((row, context) -> read(row))
                .findOne();
    }

    private static User read(ResultSet row) throws SQLException {
        return new User(
                new EntityId(row.getLong("user_id")),
                KeyBytes.read(row, "handle"),
                row.getString("display_name"),
                row.getLong("version"),
                UtcTimes.read(row, "created_at"));
    }
}
