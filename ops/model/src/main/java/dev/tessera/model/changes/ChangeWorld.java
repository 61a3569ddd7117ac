package dev.tessera.model.changes;

import dev.tessera.model.checker.Numbers;

/** The complete state at one moment. */
public final class ChangeWorld {
    static final int WRITERS = 2;
    /** By so much the clock of the second writer is ahead. */
    static final int SKEW = 1;
    /** As the protocol has it: more than clocks differ and than a thread's numbers run ahead of them, a millisecond a draw. */
    static final int MOST_SKEW = 10;
    /** Numbers of one millisecond; more than are ever drawn, so that each draw has a last part of its own, as random ones have. */
    static final int SEQUENCES = 16;

    final ChangeBounds bounds;
    ThreadRows primary = new ThreadRows();
    ThreadRows replica = new ThreadRows();
    final ThreadWriterState[] writers = {new ThreadWriterState(), new ThreadWriterState()};
    ChangeReaderState reader = new ChangeReaderState();
    int time;
    int acts;
    int draws;
    boolean failedOver;
    int failedOverAt;
    boolean lacksAChange;

    ChangeWorld(ChangeBounds bounds) {
        this.bounds = bounds;
    }

    static ChangeWorld first(ChangeBounds bounds) {
        ChangeWorld world = new ChangeWorld(bounds);
        for (ThreadRows rows : new ThreadRows[] {world.primary, world.replica}) {
            rows.numbers[1] = 1;
            rows.threadNumber = 1;
        }
        world.draws = 2;
        return world;
    }

    boolean has(ChangeBug bug) {
        return bounds.has(bug);
    }

    /** The last millisecond whose numbers may be lost with the server before. */
    int lastThatMayBeLost() {
        return failedOverAt + MOST_SKEW;
    }

    boolean isLocked() {
        for (ThreadWriterState writer : writers) {
            if (writer.phase == ThreadWriterState.LOCKED) {
                return true;
            }
        }
        return false;
    }

    ChangeWorld copy() {
        return read(bounds, write());
    }

    String write() {
        Numbers out = new Numbers();
        primary.write(out);
        replica.write(out);
        writers[0].write(out);
        writers[1].write(out);
        reader.write(out);
        out.put(time).put(acts).put(draws).put(failedOver).put(failedOverAt).put(lacksAChange);
        return out.toString();
    }

    static ChangeWorld read(ChangeBounds bounds, String text) {
        ChangeWorld world = new ChangeWorld(bounds);
        Numbers in = new Numbers(text);
        world.primary = ThreadRows.read(in);
        world.replica = ThreadRows.read(in);
        world.writers[0] = ThreadWriterState.read(in);
        world.writers[1] = ThreadWriterState.read(in);
        world.reader = ChangeReaderState.read(in);
        world.time = in.next();
        world.acts = in.next();
        world.draws = in.next();
        world.failedOver = in.flag();
        world.failedOverAt = in.next();
        world.lacksAChange = in.flag();
        return world;
    }
}
