package dev.tessera.model.reorganization;

import dev.tessera.model.checker.Numbers;
import java.util.Arrays;

/** The directory: placements, the reorganization with its lease, and the move of one child. */
final class ModelDirectory {
    /** The bucket isn't placed. */
    static final int NOWHERE = 2;

    /** Of the reorganization. */
    static final int NOT_OPENED = 0;

    static final int TRANSFERRING = 1;
    static final int CUTOVER = 2;
    static final int SWITCHED = 3;
    static final int DONE = 4;
    /** A promoted server didn't have the switch. */
    static final int UNDONE = 5;

    /** Of each bucket: its shard, and its epoch. */
    final int[] home;

    final int[] epoch;
    int phase = NOT_OPENED;
    /** The parents' placements say that a 1146 passes. */
    boolean between;

    int holder = ReorganizationWorld.NOBODY;
    /** The children's epoch, decided before the fence. */
    int decidedEpoch;
    /** The frozen parents were compared with the children. */
    boolean compared;

    /** Of the child's move: not opened, transferring, in its cutover, or done. */
    int childPhase = NOT_OPENED;

    boolean childBetween;
    int childEpoch;

    ModelDirectory(ReorganizationForm form) {
        home = new int[form.buckets()];
        Arrays.fill(home, NOWHERE);
        epoch = new int[form.buckets()];
    }

    boolean isPlaced(int bucket) {
        return home[bucket] != NOWHERE;
    }

    void remove(int bucket) {
        home[bucket] = NOWHERE;
        epoch[bucket] = 0;
    }

    /** The placed bucket that holds a slot; -1 when there is none, or more than one. */
    int bucketOf(ReorganizationForm form, int slot) {
        int found = -1;
        for (int bucket = 0; bucket < home.length; bucket++) {
            if (isPlaced(bucket) && form.holds(bucket, slot)) {
                if (found >= 0) {
                    return -1;
                }
                found = bucket;
            }
        }
        return found;
    }

    boolean isPartition(ReorganizationForm form) {
        for (int slot = 0; slot < form.slots(); slot++) {
            if (bucketOf(form, slot) < 0) {
                return false;
            }
        }
        return true;
    }

    void write(Numbers numbers) {
        for (int i = 0; i < home.length; i++) {
            numbers.put(home[i]).put(epoch[i]);
        }
        numbers.put(phase).put(between).put(holder).put(decidedEpoch).put(compared);
        numbers.put(childPhase).put(childBetween).put(childEpoch);
    }

    void read(Numbers numbers) {
        for (int i = 0; i < home.length; i++) {
            home[i] = numbers.next();
            epoch[i] = numbers.next();
        }
        phase = numbers.next();
        between = numbers.flag();
        holder = numbers.next();
        decidedEpoch = numbers.next();
        compared = numbers.flag();
        childPhase = numbers.next();
        childBetween = numbers.flag();
        childEpoch = numbers.next();
    }
}
