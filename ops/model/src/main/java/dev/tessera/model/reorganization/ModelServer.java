package dev.tessera.model.reorganization;

import dev.tessera.model.checker.Numbers;

/** A shard: its schemas, its registry, and a RENAME that was sent and not answered. */
final class ModelServer {
    final ModelTables live;
    /** Children that are being filled; at the target of a child's move, its copy. */
    final ModelTables in;
    /** Frozen parents. */
    final ModelTables out;
    /** The originals of the child that was moved on. */
    final ModelTables movedOut;
    /** Of each bucket the epoch that this shard remembers; 0 when it never had it. */
    final int[] registry;
    /** Which of these epochs the reorganization has written down itself, before its fence. */
    final boolean[] isOwn;
    /** False: its server_uuid isn't known, and no router serves anything there. */
    boolean accepted = true;

    int inFlight = SentRename.NOTHING;
    int inFlightOf;

    ModelServer(ReorganizationForm form) {
        live = new ModelTables(form);
        in = new ModelTables(form);
        out = new ModelTables(form);
        movedOut = new ModelTables(form);
        registry = new int[form.buckets()];
        isOwn = new boolean[form.buckets()];
    }

    boolean serves(int bucket) {
        return accepted && live.has(bucket);
    }

    void remember(int bucket, int epoch, boolean own) {
        isOwn[bucket] = own || (isOwn[bucket] && registry[bucket] == epoch);
        registry[bucket] = epoch;
    }

    void forgetInFlight() {
        inFlight = SentRename.NOTHING;
        inFlightOf = ReorganizationWorld.NOBODY;
    }

    /** What a replica has, too. */
    String durable() {
        Numbers numbers = new Numbers();
        writeDurable(numbers);
        return numbers.toString();
    }

    void write(Numbers numbers) {
        writeDurable(numbers);
        numbers.put(accepted).put(inFlight).put(inFlightOf);
    }

    void read(Numbers numbers) {
        readDurable(numbers);
        accepted = numbers.flag();
        inFlight = numbers.next();
        inFlightOf = numbers.next();
    }

    private void writeDurable(Numbers numbers) {
        live.write(numbers);
        in.write(numbers);
        out.write(numbers);
        movedOut.write(numbers);
        for (int i = 0; i < registry.length; i++) {
            numbers.put(registry[i]).put(isOwn[i]);
        }
    }

    void readDurable(Numbers numbers) {
        live.read(numbers);
        in.read(numbers);
        out.read(numbers);
        movedOut.read(numbers);
        for (int i = 0; i < registry.length; i++) {
            registry[i] = numbers.next();
            isOwn[i] = numbers.flag();
        }
    }
}
