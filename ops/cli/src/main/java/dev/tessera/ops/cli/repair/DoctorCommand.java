package dev.tessera.ops.cli.repair;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tessera.ops.cli.Shardctl;
import dev.tessera.ops.cli.move.MoverOptions;
import dev.tessera.ops.cli.option.ClusterOpener;
import dev.tessera.ops.cli.render.Count;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.cluster.Milestones;
import dev.tessera.ops.move.cluster.MoverContext;
import dev.tessera.ops.move.repair.Doctor;
import dev.tessera.ops.move.repair.Finding;
import dev.tessera.ops.move.repair.Repair;
import dev.tessera.shardconfig.TesseraException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code shardctl doctor}. */
@Command(
        name = "doctor",
        description = "Finds broken rules: buckets with two homes or none, a directory that differs from the "
                + "shards, abandoned cutovers, leftover schemas. Exit code 1 when it finds one.",
        mixinStandardHelpOptions = true)
public final class DoctorCommand implements Callable<Integer> {
    @Mixin
    private ClusterOpener opener = new ClusterOpener();

    @Mixin
    private MoverOptions choice = new MoverOptions();

    @Option(names = "--execute", description = "Executes the repairs that are shown.")
    private boolean execute;

    @Option(
            names = "--drop-leftovers",
            description = "With --execute: also drops leftover schemas of moves that are over. Each is checked "
                    + "again under the locks of its move and its buckets, and stays when it is needed.")
    private boolean dropLeftovers;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        if (dropLeftovers && !execute) {
            throw new ParameterException(spec.commandLine(), "shardctl: --drop-leftovers needs --execute");
        }
        PrintWriter out = spec.commandLine().getOut();
        try (Cluster cluster = opener.open()) {
            Doctor doctor =
                    new Doctor(new MoverContext(cluster, choice.options(), Milestones.none(), MoverOptions.who()));
            List<Finding> findings = doctor.examine();
            if (json) {
                out.println(json(findings));
            } else {
                findings.forEach(finding -> out.println(finding.rule() + ": " + finding.text()));
            }
            boolean left = execute ? repairAll(doctor, findings, out) : !findings.isEmpty();
            if (!json) {
                out.println(summary(findings));
            }
            out.flush();
            return left ? Shardctl.FAILED : 0;
        }
    }

    private boolean repairAll(Doctor doctor, List<Finding> findings, PrintWriter out) {
        List<Repair> repairs = new ArrayList<>(Doctor.repairs(findings));
        List<Repair> leftovers = Doctor.leftovers(findings);
        if (dropLeftovers) {
            repairs.addAll(leftovers);
        }
        boolean left = findings.stream().anyMatch(finding -> finding.repair().isEmpty())
                || (!dropLeftovers && !leftovers.isEmpty());
        for (Repair repair : repairs) {
            left |= !isDone(doctor, repair, out);
        }
        return left;
    }

    private boolean isDone(Doctor doctor, Repair repair, PrintWriter out) {
        try {
            String done = doctor.carryOut(repair);
            if (!json) {
                out.println("done: " + done);
            }
            return true;
        } catch (TesseraException e) {
            (json ? spec.commandLine().getErr() : out)
                    .println("not done: " + repair.describe() + ": " + e.getMessage());
            return false;
        }
    }

    private String summary(List<Finding> findings) {
        if (findings.isEmpty()) {
            return "no rule is broken";
        }
        long repairable = findings.stream()
                .flatMap(finding -> finding.repair().stream())
                .filter(repair -> !repair.isAskedFor())
                .count();
        int leftovers = Doctor.leftovers(findings).size();
        return Count.of(findings.size(), "finding")
                + (execute || repairable == 0 ? "" : "; `--execute` repairs " + repairable)
                + ((execute && dropLeftovers) || leftovers == 0
                        ? ""
                        : "; `--execute --drop-leftovers` drops " + Count.of(leftovers, "schema"));
    }

    private static String json(List<Finding> findings) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        findings.forEach(finding -> array.addObject()
                .put("rule", finding.rule())
                .put("text", finding.text())
                .put("repair", finding.repair().map(Repair::describe).orElse(null)));
        return array.toPrettyString();
    }
}
