package dev.tessera.testbed.workload.state;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Collects what an audit finds: a hundred sentences of each rule, and how many more there were. Thread-safe. */
public final class AuditProblems {
    private static final int KEPT = 100;

    @GuardedBy("this") private final Map<AuditRule, List<String>> sentences = new EnumMap<>(AuditRule.class);

    @GuardedBy("this") private final Map<AuditRule, Integer> counts = new EnumMap<>(AuditRule.class);

    public synchronized void add(AuditRule rule, String sentence) {
        int count = counts.merge(rule, 1, Integer::sum);
        if (count <= KEPT) {
            sentences.computeIfAbsent(rule, none -> new ArrayList<>()).add(sentence);
        }
    }

    public synchronized List<AuditProblem> all() {
        List<AuditProblem> all = new ArrayList<>();
        sentences.forEach((rule, kept) -> {
            kept.forEach(sentence -> all.add(new AuditProblem(rule, sentence)));
            int more = counts.getOrDefault(rule, 0) - kept.size();
            if (more > 0) {
                all.add(new AuditProblem(rule, "and " + more + " more"));
            }
        });
        return all;
    }
}
