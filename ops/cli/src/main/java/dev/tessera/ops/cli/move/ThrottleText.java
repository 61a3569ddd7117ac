package dev.tessera.ops.cli.move;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tessera.ops.cli.render.TextTable;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.throttle.ThrottleLimits;
import dev.tessera.ops.move.throttle.ThrottleLimitsJson;
import dev.tessera.ops.move.throttle.ThrottleMetric;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Limits and what was measured against them, for people. */
final class ThrottleText {
    private ThrottleText() {}

    /** In one line: {@code --threads-running 30 --replica-lag off ...}. */
    static String line(ThrottleLimits limits) {
        return Stream.concat(
                        Stream.of(ThrottleMetric.values()).map(limit -> limit.option() + " " + most(limits, limit)),
                        limits.apps().stream().map(app -> "--app " + app))
                .collect(Collectors.joining(", "));
    }

    /** @throws dev.tessera.ops.move.throttle.ThrottleLimitsUnreadableException when another version, or a hand, wrote them */
    static ThrottleLimits of(Optional<String> json) {
        return json.map(ThrottleLimitsJson::parse).orElseGet(ThrottleLimits::defaults);
    }

    /** Each limit, and beside it what the mover measured last. */
    static void print(Move move, PrintWriter out) {
        ThrottleLimits limits = of(move.throttle());
        JsonNode measured = MoveText.json(move.progress()).path("measured");
        TextTable table = new TextTable("option", "limit", "what", "measured");
        for (ThrottleMetric limit : ThrottleMetric.values()) {
            rows(limit, most(limits, limit), measured, table);
        }
        table.print(out);
        limits.apps().forEach(app -> out.println("asks " + app));
        out.println(move.leaseHolder()
                .map(holder -> "measured by " + holder + " within the last second or so")
                .orElse("no mover works at it; the values are those of the last mover"));
    }

    private static void rows(ThrottleMetric limit, String most, JsonNode measured, TextTable table) {
        boolean any = false;
        for (JsonNode reading : measured) {
            if (reading.path("limit").asText().equals(limit.field())) {
                table.row(
                        any ? "" : limit.option(),
                        any ? "" : most,
                        reading.path("what").asText(),
                        reading.path("measured").asText());
                any = true;
            }
        }
        if (!any) {
            table.row(limit.option(), most, "", "");
        }
    }

    private static String most(ThrottleLimits limits, ThrottleMetric limit) {
        return limits.has(limit) ? limit.text(limits.of(limit).orElseThrow()) : "off";
    }
}
