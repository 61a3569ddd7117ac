package dev.tessera.ops.move.transfer.rows;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** How the values of a column travel: what is selected, and how that stands in a statement. */
public enum ColumnKind {
    INTEGER("tinyint", "smallint", "mediumint", "int", "bigint"),
    DECIMAL("decimal"),
    /** As text a FLOAT loses digits; as a product with a double both show all they have. */
    REAL("float", "double"),
    BIT("bit"),
    YEAR("year"),
    DATE("date"),
    TIME("time"),
    DATETIME("datetime"),
    /** In sessions of time zone +00:00. */
    TIMESTAMP("timestamp"),
    TEXT("char", "varchar", "tinytext", "text"),
    BINARY("binary", "varbinary", "tinyblob", "blob"),
    BIG_TEXT("mediumtext", "longtext"),
    BIG_BINARY("mediumblob", "longblob"),
    /** By number: labels may hold anything, and one number is one value. */
    ENUM("enum"),
    SET("set"),
    GEOMETRY(
            "geometry",
            "point",
            "linestring",
            "polygon",
            "multipoint",
            "multilinestring",
            "multipolygon",
            "geomcollection",
            "geometrycollection"),
    /** A type that can't be transferred bit by bit, or that isn't known. */
    UNKNOWN;

    private static final Map<String, ColumnKind> BY_TYPE = new HashMap<>();
    private static final Set<ColumnKind> QUOTED =
            EnumSet.of(REAL, DATE, TIME, DATETIME, TIMESTAMP, TEXT, BINARY, BIG_TEXT, BIG_BINARY, GEOMETRY);
    private static final Set<ColumnKind> IN_KEYS =
            EnumSet.of(INTEGER, DECIMAL, DATE, TIME, DATETIME, TIMESTAMP, YEAR, TEXT, BINARY);

    static {
        for (ColumnKind kind : values()) {
            for (String type : kind.types.split(" ", -1)) {
                BY_TYPE.put(type, kind);
            }
        }
    }

    private final String types;

    ColumnKind(String... types) {
        this.types = String.join(" ", types);
    }

    /** @param dataType as {@code information_schema} calls it */
    public static ColumnKind of(String dataType) {
        return BY_TYPE.getOrDefault(dataType.toLowerCase(Locale.ROOT), UNKNOWN);
    }

    /** Stands between quotes in a statement; the others are numbers. */
    public boolean isQuoted() {
        return QUOTED.contains(this);
    }

    public boolean isText() {
        return this == TEXT || this == BIG_TEXT;
    }

    /** A row's key may be made of it: equal values have equal literals, and the server finds them by its index. */
    public boolean canBeKey() {
        return IN_KEYS.contains(this);
    }

    /** Values are bytes of any length. */
    boolean isBytes() {
        return isText() || this == BINARY || isBig();
    }

    /** May be too long for several of them to stand in one string on the server. */
    boolean isBig() {
        return this == BIG_TEXT || this == BIG_BINARY || this == GEOMETRY;
    }
}
