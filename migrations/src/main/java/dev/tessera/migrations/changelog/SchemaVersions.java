package dev.tessera.migrations.changelog;

import dev.tessera.migrations.sql.SqlSession;
import java.util.List;
import java.util.Locale;

/** The table of schema versions of everything but buckets: of the directory, and of a shard's registry. */
public final class SchemaVersions {
    private SchemaVersions() {}

    /** 0 when the component, or its schema, was never made. */
    public static int read(SqlSession session, String schema, Component component) {
        if (!tableExists(session, schema, "schema_version")) {
            return 0;
        }
        List<Integer> versions = session.query(
                "select version from " + schema + ".schema_version where component = ?",
                row -> row.getInt(1),
                component.folder());
        return versions.isEmpty() ? 0 : versions.get(0);
    }

    public static void write(SqlSession session, String schema, Component component, int version) {
        session.execute(
                "insert into " + schema + ".schema_version (component, version, updated_at)"
                        + " values (?, ?, utc_timestamp(3)) as fresh"
                        + " on duplicate key update version = fresh.version, updated_at = fresh.updated_at",
                component.folder(),
                version);
    }

    public static String createTable(String schema) {
        return String.format(
                Locale.ROOT,
                "create table if not exists %s.schema_version ("
                        + "component varchar(32) character set ascii collate ascii_bin not null,"
                        + " version int not null, updated_at datetime(3) not null, primary key (component))"
                        + " engine = innodb default character set utf8mb4 collate utf8mb4_0900_bin",
                schema);
    }

    private static boolean tableExists(SqlSession session, String schema, String table) {
        return !session.query(
                        "select 1 from information_schema.tables where table_schema = ? and table_name = ?",
                        row -> row.getInt(1),
                        schema,
                        table)
                .isEmpty();
    }
}
