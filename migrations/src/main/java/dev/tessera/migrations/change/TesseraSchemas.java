package dev.tessera.migrations.change;

import dev.tessera.migrations.sql.SqlSession;
import java.util.SortedMap;
import java.util.TreeMap;

/** The schemas of a server that Tessera created: live tables, schemas of moves and repairs, shard registry and directory. */
public final class TesseraSchemas {
    private TesseraSchemas() {}

    /** By name, how many tables each has. What a migration tries its statements in isn't counted: it makes it anew. */
    public static SortedMap<String, Integer> on(SqlSession session) {
        SortedMap<String, Integer> schemas = new TreeMap<>();
        session.query(
                "select s.schema_name, (select count(*) from information_schema.tables t"
                        + " where t.table_schema = s.schema_name) from information_schema.schemata s"
                        + " where s.schema_name regexp '^tessera(_|$)' and s.schema_name <> ?",
                row -> schemas.put(row.getString(1), row.getInt(2)),
                Rehearsal.SCHEMA);
        return schemas;
    }
}
