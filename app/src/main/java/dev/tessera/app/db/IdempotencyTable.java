package dev.tessera.app.db;

import dev.tessera.app.model.IdempotencyKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;

/** Requests with a key, in the slot of the row that they create: key and row are committed together. */
public final class IdempotencyTable {
    private static final String OF_KEY =
            " where slot = :slot and principal = :principal and endpoint = :endpoint and idempotency_key = :key";
    private static final String LOCK =
            "select request_fingerprint, answer, created_at from idempotency_keys" + OF_KEY + " for update nowait";
    private static final String INSERT =
            """
            insert into idempotency_keys (slot, principal, endpoint, idempotency_key, request_fingerprint, created_at)
            values (:slot, :principal, :endpoint, :key, :fingerprint, :now)""";
    private static final String STORE_ANSWER = "update idempotency_keys set answer = :answer" + OF_KEY;
    private static final String DELETE = "delete from idempotency_keys" + OF_KEY;
    private static final String DELETE_BEFORE = "delete from idempotency_keys where created_at < :before limit 100";

    private IdempotencyTable() {}

    /** The key's row, locked. Fails as {@link MySqlFailure#isLockedElsewhere} says when a request with this key is under way. */
    public static Optional<IdempotencyRow> lock(Handle handle, IdempotencyKey key) {
        return bind(handle.createQuery(LOCK), key).map(IdempotencyTable::read).findOne();
    }

    public static void insert(Handle handle, IdempotencyKey key, String fingerprint, Instant now) {
        bind(handle.createUpdate(INSERT), key)
                .bind("fingerprint", HexFormat.of().parseHex(fingerprint))
                .bind("now", UtcTimes.argument(now))
                .execute();
    }

    public static void storeAnswer(Handle handle, IdempotencyKey key, String answer) {
        bind(handle.createUpdate(STORE_ANSWER), key).bind("answer", answer).execute();
    }

    public static void delete(Handle handle, IdempotencyKey key) {
        bind(handle.createUpdate(DELETE), key).execute();
    }

    /** @return how many were deleted, 100 at most */
    public static int deleteBefore(Handle handle, Instant before) {
        return handle.createUpdate(DELETE_BEFORE)
                .bind("before", UtcTimes.argument(before))
                .execute();
    }

    private static <S extends SqlStatement<S>> S bind(S statement, IdempotencyKey key) {
        return statement
                .bind("slot", key.slot())
                .bind("principal", KeyBytes.of(key.principal()))
                .bind("endpoint", KeyBytes.of(key.endpoint()))
                .bind("key", KeyBytes.of(key.key()));
    }

    private static IdempotencyRow read(ResultSet row, StatementContext context) throws SQLException {
        return new IdempotencyRow(
                HexFormat.of().formatHex(row.getBytes("request_fingerprint")),
                row.getString("answer"),
                UtcTimes.read(row, "created_at"));
    }
}
