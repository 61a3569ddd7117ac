package dev.tessera.model.changes;

import dev.tessera.model.checker.Steps;

/** Two writers of one thread: each locks its row, draws, writes and commits. An edit changes the second comment; a reply too, and the first, its parent. */
final class ThreadWriterSteps {
    private ThreadWriterSteps() {}

    static void of(ChangeWorld world, Steps<ChangeWorld> steps) {
        for (int i = 0; i < ChangeWorld.WRITERS; i++) {
            int writer = i;
            switch (world.writers[i].phase) {
                case ThreadWriterState.IDLE -> begin(world, steps, writer);
                case ThreadWriterState.DRAWN -> {
                    if (!world.isLocked()) {
                        steps.add(
                                "writer " + writer + " locks the thread",
                                after -> after.writers[writer].phase = ThreadWriterState.LOCKED);
                    }
                }
                default -> steps.add("writer " + writer + " commits", after -> commit(after, writer));
            }
        }
    }

    private static void begin(ChangeWorld world, Steps<ChangeWorld> steps, int writer) {
        if (world.acts == world.bounds.acts()) {
            return;
        }
        for (int act : new int[] {ThreadWriterState.EDIT, ThreadWriterState.REPLY}) {
            String what = act == ThreadWriterState.EDIT ? "edit" : "reply";
            if (world.has(ChangeBug.DRAWN_BEFORE_LOCK)) {
                steps.add("writer " + writer + " draws for an " + what, after -> {
                    start(after, writer, act, ThreadWriterState.DRAWN);
                    after.writers[writer].number = draw(after, writer, after.primary.threadNumber);
                });
            } else if (!world.isLocked()) {
                steps.add(
                        "writer " + writer + " locks the thread for an " + what,
                        after -> start(after, writer, act, ThreadWriterState.LOCKED));
            }
        }
    }

    private static void start(ChangeWorld world, int writer, int act, int phase) {
        world.acts++;
        world.writers[writer].phase = phase;
        world.writers[writer].act = act;
        world.writers[writer].number = 0;
    }

    private static void commit(ChangeWorld world, int writer) {
        ThreadWriterState state = world.writers[writer];
        ThreadRows rows = world.primary;
        rows.contents[1]++;
        if (!(world.has(ChangeBug.EDIT_WITHOUT_NUMBER) && state.act == ThreadWriterState.EDIT)) {
            int number = state.number > 0 ? state.number : draw(world, writer, rows.threadNumber);
            rows.numbers[1] = number;
            if (state.act == ThreadWriterState.REPLY) {
                rows.contents[0]++;
                number = world.has(ChangeBug.ONE_NUMBER_FOR_TWO_ROWS) ? number : draw(world, writer, number);
                rows.numbers[0] = number;
            }
            rows.threadNumber = Math.max(rows.threadNumber, number);
        }
        state.phase = ThreadWriterState.IDLE;
        state.act = 0;
        state.number = 0;
    }

    private static int draw(ChangeWorld world, int writer, int last) {
        int random = world.draws++;
        if (world.has(ChangeBug.COUNTED)) {
            return last + 1;
        }
        int clock = world.time + writer * ChangeWorld.SKEW;
        boolean leaps = world.failedOver
                && !world.has(ChangeBug.NO_LEAP_AFTER_FAILOVER)
                && !world.has(ChangeBug.SUCCESSOR_COUNTED);
        int millis = leaps ? Math.max(clock, world.lastThatMayBeLost() + 1) : clock;
        int byClock = millis * ChangeWorld.SEQUENCES + random;
        if (byClock > last) {
            return byClock;
        }
        return world.has(ChangeBug.SUCCESSOR_COUNTED)
                ? last + 1
                : (last / ChangeWorld.SEQUENCES + 1) * ChangeWorld.SEQUENCES + random;
    }
}
