package dev.tessera.ops.move.transfer.rows;

import dev.tessera.shardconfig.EntityId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a table's rows have their slot. A table declares it by its CHECK {@code <table>_slot}, which keeps it between the bucket's first and
 * last slot; and, if it holds the sharding key itself, by {@code hashed key: site, path} in its comment.
 *
 * @param column of the primary key
 * @param keyPart the column's position in the primary key
 * @param inId true: the column is an id, whose bits 8 to 21 are the slot; false: it is the slot
 * @param hashed columns whose bytes, a zero byte between two of them, hash to the slot; empty: the row doesn't hold its sharding key
 */
public record SlotExpression(String column, int keyPart, boolean inId, List<String> hashed) {
    private static final Pattern CHECK =
            Pattern.compile("\\(*`([A-Za-z0-9_$]+)`(?: >> 8\\) & 16383\\))? between \\d+ and \\d+\\)*");
    private static final Pattern HASHED = Pattern.compile("hashed key: ([a-z_]+(?:, [a-z_]+)*)");

    public SlotExpression {
        hashed = List.copyOf(hashed);
    }

    /**
     * @param check as the catalog has it: {@code (((`user_id` >> 8) & 16383) between 0 and 1023)}
     * @param key the names of the primary key's columns, in its order
     * @param comment of the table
     * @return empty when it declares no slot of the primary key
     */
    static Optional<SlotExpression> of(String check, List<String> key, String comment) {
        Matcher matcher = CHECK.matcher(check);
        if (!matcher.matches() || !key.contains(matcher.group(1))) {
            return Optional.empty();
        }
        String column = matcher.group(1);
        return Optional.of(new SlotExpression(column, key.indexOf(column), check.contains(">>"), hashed(comment)));
    }

    private static List<String> hashed(String comment) {
        Matcher matcher = HASHED.matcher(comment);
        List<String> columns = new ArrayList<>();
        if (matcher.find()) {
            columns.addAll(List.of(matcher.group(1).split(", ", -1)));
        }
        return columns;
    }

    /** As an expression of its table. */
    public String sql() {
        return inId ? ofId(column) : Names.quoted(column);
    }

    /** The slot of an id, as an expression. */
    public static String ofId(String column) {
        return "((" + Names.quoted(column) + " >> 8) & 16383)";
    }

    /** The slot of the row with this primary key. */
    public int of(RowKey key) {
        return ofNumber(key.literals().get(keyPart));
    }

    /** @param number the column's value, in decimal */
    public int ofNumber(String number) {
        long value = Long.parseLong(number);
        return inId ? new EntityId(value).slot() : Math.toIntExact(value);
    }
}
