package dev.tessera.bench.transfer;

import dev.tessera.testbed.server.MySqlServer;

/** What a move has copied to the target before the backlog was written, kept aside: each run begins with a copy of it. */
final class Kept {
    private static final String SCHEMA = "bench_kept";

    private final TransferWork work;

    private Kept(TransferWork work) {
        this.work = work;
    }

    /** Copies the work as a move does, and keeps it. */
    static Kept copy(TransferWork work) throws InterruptedException {
        TesseraCopy tessera = new TesseraCopy();
        work.emptyTarget(tessera);
        tessera.copy(work);
        Kept kept = new Kept(work);
        String incoming = work.incoming(work.firstBucket());
        work.servers().makeTables(work.servers().target(), SCHEMA, work.firstBucket());
        MySqlServer target = work.servers().target();
        kept.fill(SCHEMA, incoming);
        target.execute("create table " + SCHEMA + ".transfer_ranges like " + incoming + ".transfer_ranges");
        target.execute("insert into " + SCHEMA + ".transfer_ranges select * from " + incoming + ".transfer_ranges");
        return kept;
    }

    private void fill(String to, String from) {
        String table = GeneratedComments.table(work.firstBucket());
        work.servers().target().execute("insert into " + to + "." + table + " select * from " + from + "." + table);
    }

    /** Makes the schema anew. */
    void restore(String schema) {
        MySqlServer target = work.servers().target();
        target.execute("drop schema if exists " + schema);
        work.servers().makeTables(target, schema, work.firstBucket());
        fill(schema, SCHEMA);
    }

    /** With what says that the copy is complete. */
    void restoreWithProgress(String schema) {
        restore(schema);
        work.servers()
                .target()
                .execute(
                        "create table " + schema + ".transfer_ranges like " + SCHEMA + ".transfer_ranges",
                        "insert into " + schema + ".transfer_ranges select * from " + SCHEMA + ".transfer_ranges");
    }
}
