package dev.tessera.e2e.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tessera.ops.cli.Shardctl;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The arithmetic of {@code shardctl simulate}, done again by hand. */
class SimulateCommandTest {
    private static final double TIB = Math.pow(2, 40);
    private static final double USERS = 1e9;
    private static final double COMMENTS = 1e11;
    private static final double YEARS = 5;
    private static final int BUCKETS = 4096;
    private static final double EMPTY_BUCKET = 6 * 7 * 16_384;

    /** Of each row: user, thread, comment. */
    private static final double ROWS = USERS * 380 + COMMENTS / 50 * 420 + COMMENTS * 450;

    @Test
    void billionUsers_andHundredBillionComments_comeToWhatAPencilSays() {
        List<String> lines =
                simulate("--users", "1e9", "--comments", "1e11", "--years", "5", "--skew", "0", "--buckets", "4096");

        assertThat(lines.get(0))
                .isEqualTo("1,000,000,000 users, 2,000,000,000 threads, 100,000,000,000 comments after 5.0 years: "
                        + tib(ROWS) + " of rows");
        assertThat(lines.get(1))
                .startsWith(Math.round(COMMENTS / (YEARS * 365.25 * 86_400) * 3)
                        + " comments a second in the busiest hour");
        double from = 0;
        int row = 3;
        for (int shards : new int[] {2, 4, 16, 64}) {
            double rowsOfAShard = 0.7 * 2 * TIB - (double) BUCKETS / shards * EMPTY_BUCKET;
            double part = Math.min(1, rowsOfAShard * shards / ROWS);
            String[] cells = lines.get(row++).trim().split("  +", -1);
            assertThat(cells[0]).isEqualTo(Integer.toString(shards));
            assertThat(Double.parseDouble(cells[1]))
                    .isCloseTo(from * YEARS, within(0.06 * YEARS * Math.max(from, 0.01)));
            // After its own moves a shard may be 5 % above its part, and comes to the trigger so much earlier.
            assertThat(Double.parseDouble(cells[2]) / YEARS).isBetween(part / 1.06 - 0.002, part + 0.002);
            assertThat(Integer.parseInt(cells[5])).isBetween(BUCKETS / shards, (int) (BUCKETS * 1.06 / shards) + 1);
            assertThat(cells[7]).isEqualTo(Integer.toString(20 * 16 + 30));
            assertThat(Integer.parseInt(cells[8])).isEqualTo(6 * Integer.parseInt(cells[5]));
            assertThat(Double.parseDouble(cells[9]))
                    .isCloseTo(COMMENTS / (YEARS * 365.25 * 86_400) * 3 / shards, within(0.51));
            from = part;
        }
        LocalDate lastId =
                LocalDate.ofInstant(Instant.parse("2025-01-01T00:00:00Z").plusMillis((1L << 41) - 1), ZoneOffset.UTC);
        assertThat(lines).anyMatch(line -> line.startsWith("ids last until " + lastId));
        assertThat(lines).anyMatch(line -> line.contains("2048 buckets on a shard"));
    }

    @Test
    void fewBucketsToBeginWith_areSplitStageByStage() {
        assertThat(simulate("--skew", "0", "--stages", "2,4,16,64"))
                .contains(
                        "year 0.24, on 2 shards: split 16 buckets into 32, which copies 2.0 TiB",
                        "year 0.48, on 4 shards: split 32 buckets into 64, which copies 4.0 TiB",
                        "year 0.95 to 1.90, 2 times, on 16 shards: split 64 buckets into 256, which copies 24.0 TiB",
                        "nothing gives way")
                .anyMatch(line -> line.endsWith("a slot has 256 of them a millisecond"));
    }

    @Test
    void fullLastStage_isNamed_withTheYear() {
        // Half of what there would have to be: 64 TiB usable of 100.
        List<String> lines = simulate("--skew", "0", "--stages", "2,4", "--buckets", "64");
        double usable = 4 * 0.8 * 2 * TIB;
        double year = YEARS * usable / ROWS;
        assertThat(lines).anySatisfy(line -> {
            assertThat(line).contains("the fullest of 4 shards is full", "a further stage is needed");
            assertThat(Double.parseDouble(line.trim().split("[ :]", -1)[1])).isCloseTo(year, within(0.06));
        });
    }

    @Test
    void skewedThreads_makeAGiantBucket_andAHotThread() {
        List<String> lines = simulate("--skew", "1.2");
        assertThat(lines)
                .anyMatch(line -> line.contains("the largest bucket alone is more than a shard may hold")
                        && line.contains("it is one slot, with a thread of "))
                .anyMatch(line -> line.contains("the hottest thread is written"));
        // Zipf's sum for 2e9 threads and exponent 1.2, to three digits: zeta(1.2) less its tail.
        double sum = 5.5916 - Math.pow(2e9, -0.2) / 0.2;
        assertThat(lines.get(1)).contains(String.format(Locale.ROOT, "the largest thread has %.2f %%", 100 / sum));
    }

    @Test
    void whatCannotBe_isRefused() {
        assertThat(refused("--stages", "4,2")).contains("each stage has more shards than the one before; [4, 2] don't");
        assertThat(refused("--buckets", "5000")).contains("a cluster begins with 1 to 4096 buckets, not 5000");
        assertThat(refused("--users", "many")).contains("'many' is not a whole number, such as 1e9 or 1000000");
        assertThat(refused("--users", "1.5")).contains("'1.5' is not a whole number, such as 1e9 or 1000000");
        assertThat(refused("--stages", "2,x")).contains("'x' is not a number of shards");
        assertThat(refused("--trigger", "90%")).contains("the trigger is at most what the headroom leaves");
    }

    private static String tib(double bytes) {
        return String.format(Locale.ROOT, "%.1f TiB", Math.floor(bytes) / TIB);
    }

    private static List<String> simulate(String... options) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = run(out, err, options);
        assertThat(err.toString()).isEmpty();
        assertThat(code).isZero();
        return out.toString().lines().toList();
    }

    private static String refused(String... options) {
        StringWriter err = new StringWriter();
        assertThat(run(new StringWriter(), err, options)).isEqualTo(2);
        return err.toString();
    }

    private static int run(StringWriter out, StringWriter err, String... options) {
        String[] arguments = new String[options.length + 1];
        arguments[0] = "simulate";
        System.arraycopy(options, 0, arguments, 1, options.length);
        return Shardctl.run(new PrintWriter(out), new PrintWriter(err), arguments);
    }
}
