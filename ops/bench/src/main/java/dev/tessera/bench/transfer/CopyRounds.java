package dev.tessera.bench.transfer;

import dev.tessera.bench.measure.Console;
import dev.tessera.bench.measure.MedianEstimate;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The same rows copied by both ways in turn, on the same servers. Which way goes first changes from round to round.
 *
 * @param tessera one run of each round
 * @param dump the other
 */
record CopyRounds(TransferWork work, List<CopyRun> tessera, List<CopyRun> dump) {
    static CopyRounds measure(TransferWork work, int rounds) throws IOException, InterruptedException, SQLException {
        work.fillSource();
        CopyRounds all = new CopyRounds(work, new ArrayList<>(), new ArrayList<>());
        CopyWay tessera = new TesseraCopy();
        CopyWay dump = DumpCopy.on(work.servers());
        for (int round = 0; round < rounds; round++) {
            boolean dumpFirst = round % 2 == 0;
            if (dumpFirst) {
                all.dump.add(run(work, dump));
            }
            all.tessera.add(run(work, tessera));
            if (!dumpFirst) {
                all.dump.add(run(work, dump));
            }
        }
        return all;
    }

    private static CopyRun run(TransferWork work, CopyWay way) throws IOException, InterruptedException, SQLException {
        work.emptyTarget(way);
        String gtidSet = TwoServers.text(work.servers().source(), "select @@global.gtid_executed");
        Cpu before = Cpu.now(work.servers());
        long start = System.nanoTime();
        way.copy(work);
        double seconds = secondsSince(start);
        Cpu cpu = Cpu.now(work.servers()).since(before);
        work.requireWhole(way);
        double verifySeconds = 0;
        if (way instanceof TesseraCopy) {
            long verifyStart = System.nanoTime();
            ComparisonRun.run(work, gtidSet);
            verifySeconds = secondsSince(verifyStart);
        }
        Console.say("%s: %s %.2f s, verified in %.2f s; CPU s: %s", work, way, seconds, verifySeconds, cpu);
        return new CopyRun(way.toString(), work.rows(), seconds, cpu, verifySeconds);
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    /** How many times as fast as the dump each round's copy was. */
    MedianEstimate timesAsFast() {
        double[] ratios = new double[tessera.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = dump.get(i).seconds() / tessera.get(i).seconds();
        }
        return MedianEstimate.of(ratios);
    }

    /** Rows a second of the comparison, over those of the copy that it compared. */
    MedianEstimate verifiedOverCopied() {
        return of(tessera, run -> run.verifiedPerSecond() / run.perSecond());
    }

    static MedianEstimate of(List<CopyRun> runs, ToDoubleFunction<CopyRun> figure) {
        return MedianEstimate.of(runs.stream().mapToDouble(figure).toArray());
    }
}
