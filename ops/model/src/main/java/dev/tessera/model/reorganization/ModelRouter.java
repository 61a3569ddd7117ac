package dev.tessera.model.reorganization;

import dev.tessera.model.checker.Numbers;

/** What a router knows of each slot, and a unit of work that reads all slots. */
final class ModelRouter {
    final int[] bucket;
    final int[] home;
    final int[] epoch;
    /** The slots that the unit hasn't read yet, as bits; 0 when none is at work. */
    int unread;
    /** The unit groups its slots by bucket once, when it begins: of each slot, those that are read with it. Empty in the protocol. */
    final int[] groups;

    ModelRouter(ReorganizationForm form) {
        bucket = new int[form.slots()];
        home = new int[form.slots()];
        epoch = new int[form.slots()];
        groups = new int[form.slots()];
    }

    void write(Numbers numbers) {
        for (int slot = 0; slot < bucket.length; slot++) {
            numbers.put(bucket[slot]).put(home[slot]).put(epoch[slot]).put(groups[slot]);
        }
        numbers.put(unread);
    }

    void read(Numbers numbers) {
        for (int slot = 0; slot < bucket.length; slot++) {
            bucket[slot] = numbers.next();
            home[slot] = numbers.next();
            epoch[slot] = numbers.next();
            groups[slot] = numbers.next();
        }
        unread = numbers.next();
    }
}
