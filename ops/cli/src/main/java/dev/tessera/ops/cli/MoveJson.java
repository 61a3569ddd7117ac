package dev.tessera.ops.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.journal.MoveStep;
import java.util.List;

/** Moves for programs. Field names are a contract; what isn't known is null. */
final class MoveJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private MoveJson() {}

    static String of(List<Move> moves) {
        ArrayNode array = JSON.arrayNode();
        moves.forEach(move -> array.add(node(move)));
        return array.toPrettyString();
    }

    static String of(Move move, List<MoveStep> steps) {
        ObjectNode root = node(move);
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

    /** Null: the usual ones. */
    private static JsonNode limits(Move move) {
        JsonNode limits = MoveText.json(move.throttle());
        return limits.isMissingNode() ? JSON.nullNode() : limits;
    }

    private static ObjectNode node(Move move) {
        ObjectNode node = JSON.objectNode()
                .put("move", move.moveId())
                .put("bucket", move.bucket())
                .put("from", move.source().value())
                .put("to", move.target().value())
                .put("phase", move.phase().column())
                .put("worked_at_by", move.leaseHolder().orElse(null))
                .put("waits_for", move.waitsFor().orElse(null))
                .put("failure", move.failure().orElse(null))
                .put("requested_by", move.requestedBy())
                .put("created_at", move.createdAt().toString());
        JsonNode progress = MoveText.json(move.progress());
        node.set("progress", progress.isMissingNode() ? JSON.nullNode() : progress);
        node.set("limits", limits(move));
        return node;
    }
}
