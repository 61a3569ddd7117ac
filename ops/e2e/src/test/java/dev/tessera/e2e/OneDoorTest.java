package dev.tessera.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.shardconfig.move.MovePhase;
import dev.tessera.shardconfig.move.MoveStepName;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The states of a move are written in one place, and named in one place. */
class OneDoorTest {
    private static final String DOOR = "migrations/src/main/java/dev/tessera/migrations/moves/MoveTransitions.java";
    private static final Pattern SETS_STATE = Pattern.compile("set state\\s*=|\\(move_id, bucket, open_bucket, state");
    private static final Pattern SETS_PHASE = Pattern.compile("\\bset\\b(?:(?!\\bwhere\\b)[^;])*?\\bphase\\s*=");

    @Test
    void oneClassWritesThePhaseOfAMove() {
        Set<String> writers = new TreeSet<>();
        Sources.mainCode().forEach((path, java) -> {
            if (SETS_PHASE.matcher(statements(java)).find()) {
                writers.add(path);
            }
        });
        assertThat(writers).containsExactly(DOOR);
    }

    @Test
    void oneClassWritesTheStateOfAReverseReplication() {
        Set<String> writers = new TreeSet<>();
        Sources.mainCode().forEach((path, java) -> {
            String sql = statements(java);
            if ((java.contains("reverse_replications") || java.contains("reverseReplications +"))
                    && SETS_STATE.matcher(sql).find()) {
                writers.add(path);
            }
        });
        assertThat(writers).containsExactly(DOOR);
    }

    @Test
    void noStateOrStepOfAMove_isALiteralElsewhere() {
        String phases = Arrays.stream(MovePhase.values()).map(MovePhase::column).collect(Collectors.joining("|"));
        Pattern phase = Pattern.compile("'(" + phases + "|broken|taken|ended)'");
        List<String> steps = Arrays.stream(MoveStepName.values())
                .map(MoveStepName::text)
                .filter(text -> text.contains("-"))
                .toList();
        Set<String> found = new TreeSet<>();
        Sources.mainCode().forEach((path, java) -> {
            if (path.endsWith("/MoveStepName.java") || path.startsWith("ops/bench/")) {
                return; // the benches wait at milestones, by their names
            }
            for (String text : Sources.texts(java)) {
                if (phase.matcher(text).find()
                        || steps.stream().anyMatch(step -> text.matches(".*\\b" + step + "\\b.*"))) {
                    found.add(path + ": " + text);
                }
            }
        });
        assertThat(found).isEmpty();
    }

    /** The texts of a file, put together as its statements are. */
    private static String statements(String java) {
        return String.join(" ", Sources.texts(java)).replace("\" \"", "");
    }
}
