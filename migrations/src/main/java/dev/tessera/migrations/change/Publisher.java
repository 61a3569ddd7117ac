package dev.tessera.migrations.change;

import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.shardconfig.SchemaName;

/** Changes of the directory, one after the other: each locks the row of the cluster first. */
final class Publisher {
    private final SqlSession session;
    private final SchemaName schema;

    Publisher(SqlSession session, SchemaName schema) {
        this.session = session;
        this.schema = schema;
    }

    /** What routers should learn: the version grows in the same transaction. */
    void publish(Runnable change) {
        alone(() -> {
            change.run();
            session.execute("update " + schema + ".cluster set version = version + 1 where id = 1");
        });
    }

    /** What is none of their business, and must still see what others who lock the row have done. */
    void alone(Runnable work) {
        session.inTransaction(() -> {
            session.query("select version from " + schema + ".cluster where id = 1 for update", row -> row.getLong(1));
            work.run();
        });
    }

    /** Within the transaction. */
    void audit(String who, String action, String what) {
        session.execute(
                "insert into " + schema + ".audit (at, who, action, details)"
                        + " values (utc_timestamp(3), ?, ?, json_object('what', ?))",
                who,
                action,
                what);
    }
}
