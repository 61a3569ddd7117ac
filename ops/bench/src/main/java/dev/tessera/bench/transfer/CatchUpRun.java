package dev.tessera.bench.transfer;

import dev.tessera.bench.measure.Console;
import java.sql.SQLException;

/**
 * One catch-up.
 *
 * @param seconds from its start until the last transaction was committed on the target
 */
record CatchUpRun(int transactions, double seconds, Cpu cpu) {
    /** @throws IllegalStateException when the target's table isn't the source's afterwards */
    static CatchUpRun measure(TransferWork work, CatchUpWay way, Backlog backlog) throws SQLException {
        way.prepare();
        Cpu before = Cpu.now(work.servers());
        long start = System.nanoTime();
        way.catchUp();
        double seconds = (System.nanoTime() - start) / 1e9;
        Cpu cpu = Cpu.now(work.servers()).since(before);
        way.end();
        requireEqual(work, way);
        Console.say("catch-up: %s %.2f s; CPU s: %s", way, seconds, cpu);
        return new CatchUpRun(backlog.transactions(), seconds, cpu);
    }

    private static void requireEqual(TransferWork work, CatchUpWay way) throws SQLException {
        String source =
                checksum(work, TransferWork.SOURCE_SCHEMA + "." + GeneratedComments.table(work.firstBucket()), true);
        String target = checksum(work, way.table(), false);
        if (!source.equals(target)) {
            throw new IllegalStateException(way + " left other rows on the target than the source has");
        }
    }

    private static String checksum(TransferWork work, String table, boolean atSource) throws SQLException {
        return TwoServers.text(
                atSource ? work.servers().source() : work.servers().target(),
                "select concat(count(*), ' ', bit_xor(cast(conv(left(sha2(concat_ws('|', comment_id, version, body), 256),"
                        + " 16), 16, 10) as unsigned))) from " + table);
    }

    double perSecond() {
        return transactions / seconds;
    }
}
