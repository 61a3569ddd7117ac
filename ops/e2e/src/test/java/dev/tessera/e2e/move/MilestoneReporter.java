package dev.tessera.e2e.move;

import dev.tessera.ops.move.cluster.Milestones;
import java.io.IOException;
import java.io.UncheckedIOException;

/** In the process of a mover: tells each milestone that is passed, and does something at one of them, once. */
final class MilestoneReporter implements Milestones {
    private final String wanted;
    private final String act;
    private boolean reached;

    MilestoneReporter(String wanted, String act) {
        this.wanted = wanted;
        this.act = act;
    }

    @Override
    public synchronized void reached(String point) {
        // Schemas carry the number of their move.
        String name = point.replaceAll("_[0-9]+", "");
        System.out.println(MoverProcess.PASSED + name);
        if (reached || !name.equals(wanted)) {
            return;
        }
        reached = true;
        System.out.println(MoverProcess.REACHED + name);
        System.out.flush();
        switch (act) {
            case "halt" -> Runtime.getRuntime().halt(137);
            case "stop" -> MoverProcess.signal(ProcessHandle.current().pid(), "STOP");
            case "wait" -> waitForALine();
            default -> {
                // only told
            }
        }
    }

    private static void waitForALine() {
        try {
            if (System.in.read() != '\n') {
                // The test is gone.
                Runtime.getRuntime().halt(1);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
