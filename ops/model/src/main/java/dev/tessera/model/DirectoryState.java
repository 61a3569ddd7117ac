package dev.tessera.model;

import dev.tessera.model.checker.Numbers;

/** The directory: the bucket's placement, the open move, its lease, and the reverse replication. */
final class DirectoryState {
    static final int TRANSFERRING = 0;
    static final int CUTOVER = 1;
    static final int SWITCHED = 2;

    int home;
    int epoch = 1;
    /** The placement says that a 1146 passes. */
    boolean between;
    /** The first from A to B, or the second, back. */
    int move = 1;

    int phase = TRANSFERRING;
    /** Who has the lease; nobody when it ran out or was given back. */
    int holder = ModelShard.NOBODY;
    /** Whoever has the lease has had the bucket's lock on both servers. */
    boolean locked;
    /** Where the replay of the source begins; NONE before the copy has begun. */
    int start = ModelShard.NONE;
    /** The new home's epoch, decided before the fence. */
    int decidedEpoch;
    /** What the target had executed before it went live: the reverse replication begins there. */
    int position;

    boolean reverseReplication;
    int stream = ModelShard.NOBODY;

    void write(Numbers numbers) {
        numbers.put(home)
                .put(epoch)
                .put(between)
                .put(move)
                .put(phase)
                .put(holder)
                .put(locked)
                .put(start)
                .put(decidedEpoch);
        numbers.put(position).put(reverseReplication).put(stream);
    }

    void read(Numbers numbers) {
        home = numbers.next();
        epoch = numbers.next();
        between = numbers.flag();
        move = numbers.next();
        phase = numbers.next();
        holder = numbers.next();
        locked = numbers.flag();
        start = numbers.next();
        decidedEpoch = numbers.next();
        position = numbers.next();
        reverseReplication = numbers.flag();
        stream = numbers.next();
    }
}
