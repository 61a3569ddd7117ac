package dev.tessera.model.changes;

import dev.tessera.model.checker.Steps;

/** A reader loads the page once and polls for changes, a row at a time: each piece ends somewhere. */
final class ChangeReaderSteps {
    private ChangeReaderSteps() {}

    static void of(ChangeWorld world, Steps<ChangeWorld> steps) {
        switch (world.reader.phase) {
            case ChangeReaderState.NOTHING_LOADED -> {
                if (world.has(ChangeBug.PAGE_BEFORE_NUMBER)) {
                    steps.add("the reader loads the page", after -> loadPage(after, ChangeReaderState.PAGE_LOADED));
                } else {
                    steps.add("the reader loads the page with its number", after -> {
                        loadPage(after, ChangeReaderState.LOADED);
                        after.reader.cursor = after.primary.threadNumber;
                        after.reader.asOf = after.reader.cursor;
                    });
                }
            }
            case ChangeReaderState.PAGE_LOADED ->
                steps.add("the reader asks the page's number", after -> {
                    after.reader.cursor = after.primary.threadNumber;
                    after.reader.asOf = after.reader.cursor;
                    after.reader.phase = ChangeReaderState.LOADED;
                });
            case ChangeReaderState.LOADED -> steps.add("the reader asks the thread's number", ChangeReaderSteps::poll);
            default -> steps.add("the reader reads a change", ChangeReaderSteps::readChange);
        }
    }

    private static void loadPage(ChangeWorld world, int phase) {
        System.arraycopy(world.primary.contents, 0, world.reader.contents, 0, ThreadRows.COMMENTS);
        world.reader.phase = phase;
    }

    private static void poll(ChangeWorld world) {
        ChangeReaderState reader = world.reader;
        int number = world.primary.threadNumber;
        if (number == reader.cursor && number == reader.asOf) {
            world.lacksAChange |= !knowsAll(world);
        } else if (mayHaveSeenWhatIsLost(world, number)) {
            world.reader = new ChangeReaderState();
        } else {
            reader.number = number;
            reader.phase = ChangeReaderState.NUMBER_READ;
        }
    }

    private static boolean mayHaveSeenWhatIsLost(ChangeWorld world, int number) {
        if (number < world.reader.asOf) {
            return true;
        }
        boolean hasRule = !world.has(ChangeBug.NO_RESET_AFTER_FAILOVER)
                && !world.has(ChangeBug.COUNTED)
                && !world.has(ChangeBug.SUCCESSOR_COUNTED);
        return hasRule
                && world.failedOver
                && world.reader.asOf / ChangeWorld.SEQUENCES <= world.lastThatMayBeLost()
                && number / ChangeWorld.SEQUENCES > world.lastThatMayBeLost();
    }

    /**
     * The first row beyond the cursor, in the order of numbers, and in the same view the thread's number: that is the cursor once no row is left.
     * Where no comment has changed the number that was read before is as good: what isn't there hasn't been overlooked.
     */
    private static void readChange(ChangeWorld world) {
        ChangeReaderState reader = world.reader;
        ThreadRows rows = world.primary;
        int last = world.has(ChangeBug.NUMBER_BEFORE_CHANGES) ? reader.number : rows.threadNumber;
        int next = next(rows, reader.cursor, last);
        if (next < 0) {
            reader.cursor = reader.number;
            reader.asOf = reader.number;
        } else if (!world.has(ChangeBug.RESET_DECIDED_ONCE) && mayHaveSeenWhatIsLost(world, last)) {
            world.reader = new ChangeReaderState();
            return;
        } else {
            reader.contents[next] = rows.contents[next];
            reader.cursor = next(rows, rows.numbers[next], last) < 0 ? last : rows.numbers[next];
            reader.asOf = world.has(ChangeBug.PIECE_OF_NO_STATE) ? reader.cursor : last;
        }
        reader.number = 0;
        reader.phase = ChangeReaderState.LOADED;
    }

    private static int next(ThreadRows rows, int after, int last) {
        int next = -1;
        for (int comment = 0; comment < ThreadRows.COMMENTS; comment++) {
            int number = rows.numbers[comment];
            if (number > after && number <= last && (next < 0 || number < rows.numbers[next])) {
                next = comment;
            }
        }
        return next;
    }

    static boolean knowsAll(ChangeWorld world) {
        return world.reader.contents[0] == world.primary.contents[0]
                && world.reader.contents[1] == world.primary.contents[1];
    }
}
