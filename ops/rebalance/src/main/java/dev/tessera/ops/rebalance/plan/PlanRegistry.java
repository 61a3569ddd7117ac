package dev.tessera.ops.rebalance.plan;

import dev.tessera.ops.move.directory.Directory;
import dev.tessera.ops.move.directory.MoveRefusedException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** The plans that were begun; at most one is open. Thread-safe. */
public final class PlanRegistry {
    private static final String COLUMNS = "plan_id, asked, state, begun_by, begun_at";

    private final Directory directory;
    private final String plans;

    public PlanRegistry(Directory directory) {
        this.directory = directory;
        this.plans = directory.table("plans");
    }

    public Optional<PlanRow> find(String planId) {
        return directory
                .query("select " + COLUMNS + " from " + plans + " where plan_id = ?", PlanRegistry::read, planId)
                .stream()
                .findFirst();
    }

    public Optional<PlanRow> open() {
        return directory
                .query("select " + COLUMNS + " from " + plans + " where open_plan = 1", PlanRegistry::read)
                .stream()
                .findFirst();
    }

    /**
     * Opens it, or opens it again.
     *
     * @throws MoveRefusedException when another one is open
     */
    public void begin(String planId, String asked, String who) {
        directory.inTransaction(session -> {
            session.query(
                    "select version from " + directory.table("cluster") + " where id = 1 for update",
                    row -> row.getLong(1));
            session.query("select " + COLUMNS + " from " + plans + " where open_plan = 1", PlanRegistry::read).stream()
                    .filter(other -> !other.planId().equals(planId))
                    .forEach(other -> {
                        throw new MoveRefusedException(other.describe() + ", isn't through; apply its file, or"
                                + " `shardctl apply --abandon " + other.planId() + "`");
                    });
            return session.update(
                    "insert into " + plans + " (plan_id, asked, state, open_plan, begun_by, begun_at, updated_at)"
                            + " values (?, ?, 'open', 1, ?, utc_timestamp(3), utc_timestamp(3))"
                            + " on duplicate key update state = 'open', open_plan = 1, updated_at = utc_timestamp(3)",
                    planId,
                    asked,
                    who);
        });
    }

    /** Returns false when it wasn't open. */
    public boolean end(String planId, PlanState state) {
        return directory.update(
                        "update " + plans + " set state = ?, open_plan = null, updated_at = utc_timestamp(3)"
                                + " where plan_id = ? and open_plan = 1",
                        state.column(),
                        planId)
                == 1;
    }

    /** The moves that belong to it. */
    public SortedSet<Long> moves(String planId) {
        return new TreeSet<>(directory.query(
                "select move_id from " + directory.table("moves") + " where plan_id = ?",
                row -> row.getLong(1),
                planId));
    }

    private static PlanRow read(ResultSet row) throws SQLException {
        return new PlanRow(
                row.getString(1),
                row.getString(2),
                PlanState.ofColumn(row.getString(3)),
                row.getString(4),
                row.getObject(5, LocalDateTime.class).toInstant(ZoneOffset.UTC));
    }
}
