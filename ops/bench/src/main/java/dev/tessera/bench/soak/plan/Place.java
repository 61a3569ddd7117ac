package dev.tessera.bench.soak.plan;

import java.util.List;

/** A server by its name, or by its part in the move that a fault waited for. */
public record Place(String name) {
    public static final Place DIRECTORY = new Place("directory");
    public static final Place SOURCE = new Place("source");
    public static final Place TARGET = new Place("target");

    /** In the order of {@code shard-a}, {@code shard-b} and so on. */
    static final List<Place> SHARDS = List.of(new Place("shard-a"), new Place("shard-b"), new Place("shard-c"));

    @Override
    public String toString() {
        return equals(SOURCE) || equals(TARGET) ? "its " + name : name;
    }
}
