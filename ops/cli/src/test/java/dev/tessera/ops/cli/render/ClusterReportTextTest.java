package dev.tessera.ops.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.ops.cli.Reports;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ClusterReportTextTest {
    @Test
    void shardsBucketsAndProblems_andAQuestionMarkForWhatNobodyKnows() {
        assertThat(lines(true))
                .containsExactly(
                        "cluster test: 3 buckets in the directory at 127.0.0.1:13300, version 21, bucket schema 1",
                        "",
                        "shard    address                state     MySQL        buckets   rows    bytes  schema  epochs",
                        "shard-a  127.0.0.1:13301        open      9.7.0              2  ~1234  3.0 MiB  0,1     1..7",
                        "shard-b  db-b.example.net:3306  draining  unreachable        ?      ?        ?  ?       1",
                        "",
                        "     bucket  shard    epoch  state     schema  tables   rows    bytes",
                        "00000_01023  shard-a      1  live      1            6  ~1234  1.2 MiB",
                        "01024_02047  shard-b      1  live      ?            ?      ?        ?",
                        "02048_03071  shard-a      7  creating  0            3     ~0      0 B",
                        "",
                        "PROBLEM: shard-b can't be reached",
                        "PROBLEM: 1 of 16 buckets were never finished; run init");
    }

    @Test
    void bucketsAreShownOnRequest() {
        assertThat(lines(false))
                .noneMatch(line -> line.contains("creating"))
                .contains("PROBLEM: shard-b can't be reached");
    }

    private static Stream<String> lines(boolean withBuckets) {
        StringWriter out = new StringWriter();
        ClusterReportText.print(Reports.ofOneShardDown(), withBuckets, new PrintWriter(out));
        return out.toString().lines();
    }
}
