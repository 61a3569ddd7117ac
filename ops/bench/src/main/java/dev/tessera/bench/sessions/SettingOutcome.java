package dev.tessera.bench.sessions;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What became of the work under a setting.
 *
 * @param detail empty for one that changed nothing
 */
record SettingOutcome(String setting, Verdict verdict, String detail) {
    /** Parts of which one may name what the others follow from: a move that was refused is what doctor then finds. */
    private static final Set<String> OPERATORS = Set.of("move", "status", "doctor");

    /** What a server names instead of the variable. */
    private static final Map<String, String> IN_OTHER_WORDS = Map.of("default_table_encryption", "keyring");

    /** How it ended. */
    enum Verdict {
        /** As without the setting. */
        SAME,
        /** Something was refused, and the variable named. */
        REFUSED_BY_NAME,
        DIFFERENT,
        /** The server doesn't let anybody set it so. */
        NOT_SETTABLE
    }

    static SettingOutcome notSettable(String setting, String said) {
        return new SettingOutcome(setting, Verdict.NOT_SETTABLE, said);
    }

    /** @param log of the app, since the setting was made */
    static SettingOutcome of(String setting, List<String> variables, SmokeResult usual, SmokeResult now, String log) {
        StringBuilder difference = new StringBuilder();
        Map<Boolean, Boolean> named = new HashMap<>();
        for (Map.Entry<String, List<String>> part : now.parts().entrySet()) {
            List<String> right = usual.parts().getOrDefault(part.getKey(), List.of());
            if (!right.equals(part.getValue())) {
                difference
                        .append(part.getKey())
                        .append(": ")
                        .append(first(right, part.getValue()))
                        .append("; ");
                named.merge(
                        OPERATORS.contains(part.getKey()),
                        isNamed(variables, part.getValue() + log),
                        Boolean::logicalOr);
            }
        }
        if (difference.isEmpty()) {
            return new SettingOutcome(setting, Verdict.SAME, "");
        }
        Verdict verdict = named.containsValue(false) ? Verdict.DIFFERENT : Verdict.REFUSED_BY_NAME;
        return new SettingOutcome(setting, verdict, difference.toString().replace('\n', ' '));
    }

    private static boolean isNamed(List<String> variables, String words) {
        return variables.stream()
                .anyMatch(variable ->
                        words.contains(variable) || words.contains(IN_OTHER_WORDS.getOrDefault(variable, variable)));
    }

    /** The first line that is another one, and what follows it where that is the reason. */
    private static String first(List<String> right, List<String> found) {
        for (int i = 0; i < found.size(); i++) {
            if (i >= right.size() || !right.get(i).equals(found.get(i))) {
                String next = i == 0 && found.size() == 2 ? " (" + found.get(1) + ")" : "";
                return "'" + found.get(i) + "'" + next + " instead of '" + (i < right.size() ? right.get(i) : "nothing")
                        + "'";
            }
        }
        return found.size() + " lines instead of " + right.size();
    }
}
