package dev.tessera.ops.move.servers;

import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketTables;
import java.util.ArrayList;
import java.util.List;

/** What can stand on a bucket's tables and would be lost, or act twice, when they are moved. */
final class UnsupportedTableFeatures {
    private UnsupportedTableFeatures() {}

    static List<String> problems(SqlSession source, BucketId bucket) {
        String suffix = BucketTables.suffix(bucket);
        List<String> problems = new ArrayList<>();
        source.query(
                        "select concat('trigger ', trigger_name, ' on ', event_object_table) from information_schema.triggers"
                                + " where event_object_schema = ? and right(event_object_table, char_length(?)) = ?",
                        row -> row.getString(1),
                        BucketTables.LIVE_SCHEMA,
                        suffix,
                        suffix)
                .forEach(problems::add);
        source.query(
                        "select concat('foreign key ', constraint_name, ' on ', table_name) from"
                                + " information_schema.referential_constraints where constraint_schema = ?"
                                + " and right(table_name, char_length(?)) = ?",
                        row -> row.getString(1),
                        BucketTables.LIVE_SCHEMA,
                        suffix,
                        suffix)
                .forEach(problems::add);
        source.query(
                        "select concat('AUTO_INCREMENT column ', column_name, ' of ', table_name) from"
                                + " information_schema.columns where table_schema = ? and right(table_name, char_length(?)) = ?"
                                + " and extra like '%auto_increment%'",
                        row -> row.getString(1), BucketTables.LIVE_SCHEMA, suffix, suffix)
                .forEach(problems::add);
        return problems.stream()
                .map(what -> what + ": a move can't transfer it; remove it by a migration")
                .toList();
    }
}
