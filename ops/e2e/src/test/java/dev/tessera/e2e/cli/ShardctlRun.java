package dev.tessera.e2e.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.ops.cli.Shardctl;
import dev.tessera.testbed.PlantedValues;
import dev.tessera.testbed.TestCluster;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Stream;

/** What a run of shardctl in this JVM ended with. */
public record ShardctlRun(int code, List<String> out, List<String> err) {
    public static ShardctlRun on(TestCluster cluster, String... command) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] arguments = Stream.concat(
                        Stream.of(command),
                        Stream.of("--cluster", cluster.clusterDirectory().toString()))
                .toArray(String[]::new);
        int code = Shardctl.run(new PrintWriter(out), new PrintWriter(err), arguments);
        if (!command[0].equals("query")) {
            String said = out + "\n" + err;
            PlantedValues.requireNoneIn("shardctl " + String.join(" ", command), said.lines());
        }
        return new ShardctlRun(
                code, out.toString().lines().toList(), err.toString().lines().toList());
    }

    /** The lines of a run that did what was asked, without a complaint. */
    public List<String> done() {
        assertThat(err).isEmpty();
        assertThat(code).as(text()).isZero();
        return out;
    }

    /** The lines of a report that something is wrong. */
    public List<String> failed() {
        assertThat(err).isEmpty();
        assertThat(code).as(text()).isEqualTo(1);
        return out;
    }

    public String text() {
        return String.join("\n", out);
    }

    public List<String> problems() {
        return out.stream().filter(line -> line.startsWith("PROBLEM: ")).toList();
    }
}
