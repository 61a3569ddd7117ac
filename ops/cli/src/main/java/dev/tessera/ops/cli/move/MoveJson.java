package dev.tessera.ops.cli.move;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.journal.MoveClaim;
import dev.tessera.ops.move.journal.MoveStep;
import dev.tessera.ops.move.journal.ReverseReplication;
import dev.tessera.shardconfig.BucketId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/** Moves for programs. Field names are a contract; what isn't known is null. */
final class MoveJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private MoveJson() {}

    static String of(List<Move> moves, Map<Long, ReverseReplication> reverseReplications) {
        ArrayNode array = JSON.arrayNode();
        moves.forEach(move -> array.add(node(move, Optional.ofNullable(reverseReplications.get(move.moveId())))));
        return array.toPrettyString();
    }

    static String of(Move move, Optional<ReverseReplication> reverseReplication, List<MoveStep> steps) {
        ObjectNode root = node(move, reverseReplication);
        ArrayNode array = root.putArray("steps");
        steps.forEach(step -> array.addObject()
                .put("number", step.number())
                .put("phase", step.phase())
                .put("step", step.step())
                .put("state", step.state())
                .put("note", step.note().orElse(null))
                .put("at", step.at().toString()));
        return root.toPrettyString();
    }

    private static void names(ArrayNode array, SortedSet<BucketId> buckets) {
        buckets.forEach(bucket -> array.add(bucket.name()));
    }

    /** Null: the usual ones. */
    private static JsonNode limits(Move move) {
        JsonNode limits = MoveText.json(move.throttle());
        return limits.isMissingNode() ? JSON.nullNode() : limits;
    }

    /** Null before the switch. */
    private static JsonNode reverseReplication(Optional<ReverseReplication> reverseReplication) {
        return reverseReplication
                .<JsonNode>map(back -> JSON.objectNode()
                        .put("state", back.state().name().toLowerCase(Locale.ROOT))
                        .put("followed_by", back.holder().orElse(null))
                        .put("behind_ms", back.behind().map(Duration::toMillis).orElse(null))
                        .put(
                                "reported_at",
                                back.reportedAt().map(Instant::toString).orElse(null))
                        .put("reason", back.reason().orElse(null))
                        .put("opened_at", back.openedAt().toString())
                        .put("grace_until", back.graceUntil().toString()))
                .orElseGet(JSON::nullNode);
    }

    private static ObjectNode node(Move move, Optional<ReverseReplication> reverseReplication) {
        ObjectNode node = JSON.objectNode()
                .put("move", move.moveId())
                .put("bucket", move.bucket().name())
                .put("from", move.source().value())
                .put("to", move.target().value())
                .put("phase", move.phase().column())
                .put("reverses", move.reverses().orElse(null))
                .put("state", move.state().column())
                .put("worked_at_by", move.leaseHolder().orElse(null))
                .put("claimed_by", move.claim().map(MoveClaim::holder).orElse(null))
                .put("waits_for", move.waitsFor().orElse(null))
                .put("failure", move.failure().orElse(null))
                .put("requested_by", move.requestedBy())
                .put("created_at", move.createdAt().toString());
        names(node.putArray("parents"), move.parents());
        names(node.putArray("children"), move.children());
        JsonNode progress = MoveText.json(move.progress());
        node.set("progress", progress.isMissingNode() ? JSON.nullNode() : progress);
        node.set("limits", limits(move));
        node.set("reverse_replication", reverseReplication(reverseReplication));
        return node;
    }
}
