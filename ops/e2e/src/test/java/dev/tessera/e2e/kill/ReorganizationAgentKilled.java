package dev.tessera.e2e.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.e2e.move.MoverProcess;
import dev.tessera.ops.move.journal.Move;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Kill -9 of an agent while it recovers the cutover of a split or a merge; a second one ends what it began.
 *
 * @param left the milestone at which the mover was killed
 */
record ReorganizationAgentKilled(String form, String left, String point) implements Trial {
    static List<Trial> all() {
        List<Trial> all = new ArrayList<>();
        for (String form : List.of("split", "merge")) {
            add(all, form, "cutover-begins:after-journal", Points.SETTLE_UNFENCED);
            add(all, form, "drain:before-act", Points.SETTLE_BACK);
            add(all, form, "target-live:before-act", Points.SETTLE_BACK);
            add(all, form, "target-live:after-act", Points.SETTLE_FORWARD);
        }
        return all;
    }

    private static void add(List<Trial> all, String form, String left, List<String> points) {
        Points.places(points).forEach(point -> all.add(new ReorganizationAgentKilled(form, left, point)));
    }

    @Override
    public String name() {
        return "reorganization-agent/" + form + "/" + left + "/" + point;
    }

    @Override
    public Ending run(Matrix matrix) throws Exception {
        Region region = new Region(matrix);
        region.prepare(form);
        matrix.stopAgent();
        MoverProcess mover = region.start(form, left, "halt");
        assertThat(mover.awaitMilestone()).as(name()).isTrue();
        Instant from = Instant.now();
        matrix.took(mover);
        MoverProcess agent = matrix.process(point, "halt", "agent");
        assertThat(agent.awaitMilestone()).as(name()).isTrue();
        matrix.took(agent);
        long killedAt = System.nanoTime();
        matrix.startAgent();
        long served = region.awaitServed(killedAt, name());
        matrix.excuse(from, Region.all(), Set.of());
        Move move = matrix.awaitSettled();
        String way = region.published().equals(Region.children(form)) ? "forward" : "back";
        return new Ending(move.phase().column(), served, way + " by the second agent" + region.finish(form));
    }
}
