package dev.tessera.ops.move.transfer.rows;

import org.jspecify.annotations.Nullable;

/**
 * A column of a carried table.
 *
 * @param type as declared: {@code bigint unsigned}
 * @param characterSet of text; null for everything else
 * @param generated computed by the server from other columns, so never written
 */
public record Column(
        String name, ColumnKind kind, String type, @Nullable String characterSet, boolean nullable, boolean generated) {
    public String quotedName() {
        return Names.quoted(name);
    }

    public boolean isUnsigned() {
        return type.contains("unsigned");
    }

    /** What to select so that its text says exactly what is stored. */
    public String selection() {
        return switch (kind) {
            case REAL -> quotedName() + " * 1e0";
            case BIT, YEAR, ENUM, SET -> "cast(" + quotedName() + " as unsigned)";
            case INTEGER -> type.contains("zerofill") ? quotedName() + " + 0" : quotedName();
            default -> quotedName();
        };
    }

    /**
     * The part of a row's digest that is this column: never the same bytes for two values, whatever stands before or behind.
     * Numbers and times hold no comma, so one ends them; bytes say their length; {@code N} is NULL.
     */
    public String digestPart() {
        if (kind.isBig()) {
            return orNull("concat(length(" + quotedName() + "), ':', unhex(sha2(" + quotedName() + ", 256)))");
        }
        if (kind.isBytes()) {
            return orNull("concat(length(" + quotedName() + "), ':', cast(" + quotedName() + " as binary))");
        }
        return orNull(selection()) + ", ','";
    }

    /** @param value what {@link #selection} gave; null for NULL */
    public void appendLiteral(StatementBytes out, byte @Nullable [] value) {
        if (value == null) {
            out.append("NULL");
        } else if (kind.isQuoted()) {
            out.quoted(value);
        } else {
            out.append(value);
        }
    }

    /** As {@link #appendLiteral}, but comparable with the column by its own collation, so that an index finds it. */
    public String keyLiteral(byte[] value) {
        StatementBytes out = new StatementBytes();
        if (kind.isText()) {
            out.append('_').append(String.valueOf(characterSet));
        }
        appendLiteral(out, value);
        return out.toSql();
    }

    private String orNull(String expression) {
        return nullable ? "ifnull(" + expression + ", 'N')" : expression;
    }
}
