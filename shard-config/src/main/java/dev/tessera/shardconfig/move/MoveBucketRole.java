package dev.tessera.shardconfig.move;

import java.util.Locale;

/** What a bucket is to a move. */
public enum MoveBucketRole {
    /** Its tables go. */
    PARENT,
    /** Its tables come, made of the parents'. A bucket that is only moved has no row as a child. */
    CHILD;

    /** As the directory's column has it: {@code parent}. */
    public String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** As SQL has it: {@code 'parent'}. */
    public String literal() {
        return "'" + column() + "'";
    }
}
