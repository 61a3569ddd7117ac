package dev.tessera.e2e.workload;

import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketTables;
import dev.tessera.testbed.server.MySqlServer;

/** Changes rows of one live table behind everybody's back, and puts the table's rows back as they were. */
final class Tampering implements AutoCloseable {
    private final MySqlServer server;
    private final String table;
    private boolean undone;

    private Tampering(MySqlServer server, String table) {
        this.server = server;
        this.table = table;
    }

    /** @param statements in which {@code %s} stands for the table */
    static Tampering with(TestSystem system, String logicalTable, BucketId bucket, String... statements) {
        String table = "tessera." + BucketTables.physicalName(logicalTable, bucket);
        Tampering tampering = new Tampering(system.homeOf(bucket), table);
        tampering.server.execute("create schema kept", "create table kept.original as select * from " + table);
        for (String statement : statements) {
            tampering.server.execute(statement.replace("%s", table));
        }
        return tampering;
    }

    /** Rows that were written meanwhile stay. */
    void undo() {
        if (!undone) {
            undone = true;
            server.execute("replace into " + table + " select * from kept.original", "drop schema kept");
        }
    }

    @Override
    public void close() {
        undo();
    }
}
