package dev.tessera.ops.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tessera.ops.move.phases.Cluster;
import dev.tessera.ops.move.phases.Milestones;
import dev.tessera.ops.move.repair.Doctor;
import dev.tessera.ops.move.repair.Finding;
import dev.tessera.ops.move.repair.Repair;
import dev.tessera.shardconfig.TesseraException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code shardctl doctor}. */
@Command(
        name = "doctor",
        description =
                "Looks for broken rules: buckets with two homes or none, a directory that says something else than the"
                        + " shards, cutovers and schemas that were left behind. Exit code 1 when it finds any.",
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
    @Mixin
    private ClusterBooks books = new ClusterBooks();

    @Mixin
    private MoveChoice choice = new MoveChoice();

    @Option(names = "--execute", description = "Repair what can be repaired.")
    private boolean execute;

    @Option(names = "--json", description = "For programs.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        try (Cluster cluster = books.open()) {
            Doctor doctor = new Doctor(cluster, choice.options(), Milestones.none(), MoveChoice.who());
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
        boolean left = findings.stream().anyMatch(finding -> finding.repair().isEmpty());
        for (Repair repair : Doctor.repairs(findings)) {
            left |= !isDone(doctor, repair, out);
        }
        return left;
    }

    private static boolean isDone(Doctor doctor, Repair repair, PrintWriter out) {
        try {
            doctor.carryOut(repair);
            out.println("done: " + repair.describe());
            return true;
        } catch (TesseraException e) {
            out.println("not done: " + repair.describe() + ": " + e.getMessage());
            return false;
        }
    }

    private String summary(List<Finding> findings) {
        if (findings.isEmpty()) {
            return "no rule is broken";
        }
        long repairable = findings.stream()
                .filter(finding -> finding.repair().isPresent())
                .count();
        return findings.size() + " findings"
                + (execute || repairable == 0 ? "" : "; `--execute` repairs " + repairable);
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
