package dev.tessera.ops.cli.bucket;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tessera.shardconfig.placement.Placement;
import java.io.PrintWriter;
import java.util.Optional;

/** Prints a {@link SlotLocation}, for people and as JSON. */
final class SlotLocationText {
    private SlotLocationText() {}

    static void print(SlotLocation location, PrintWriter out) {
        line(out, "slot", Integer.toString(location.slot()));
        location.placement().ifPresent(placement -> {
            line(out, "bucket", placement.bucket().name());
            line(out, "shard", placement.shard().value());
            line(out, "state", placement.state().column() + ", epoch " + placement.epoch());
        });
        location.live()
                .forEach((shard, buckets) -> buckets.forEach((bucket, tables) ->
                        line(out, "live tables", tables + " of bucket " + bucket + " on " + shard)));
        location.unreachable().forEach((shard, why) -> line(out, "not seen", shard + ": " + why));
        location.move().ifPresent(move -> line(out, "move", move));
        location.problems().forEach(problem -> out.println("PROBLEM: " + problem));
    }

    static void line(PrintWriter out, String what, String value) {
        out.printf("%-12s %s%n", what, value);
    }

    static ObjectNode json(SlotLocation location, Optional<LocationCommand.Key> key) {
        ObjectNode root = JsonNodeFactory.instance.objectNode().put("slot", location.slot());
        key.ifPresent(given -> root.put(given.kind(), given.text()));
        location.placement().ifPresent(placement -> put(root, placement));
        ArrayNode live = root.putArray("live");
        location.live()
                .forEach((shard, buckets) -> buckets.forEach((bucket, tables) -> live.addObject()
                        .put("shard", shard.value())
                        .put("bucket", bucket.name())
                        .put("tables", tables)));
        ArrayNode unreachable = root.putArray("unreachable");
        location.unreachable().keySet().forEach(shard -> unreachable.add(shard.value()));
        root.put("move", location.move().orElse(null));
        ArrayNode problems = root.putArray("problems");
        location.problems().forEach(problems::add);
        return root;
    }

    private static void put(ObjectNode root, Placement placement) {
        root.put("bucket", placement.bucket().name())
                .put("first_slot", placement.bucket().firstSlot())
                .put("last_slot", placement.bucket().lastSlot())
                .put("shard", placement.shard().value())
                .put("state", placement.state().column())
                .put("epoch", placement.epoch());
    }
}
