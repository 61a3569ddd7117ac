package dev.tessera.migrations.changelog;

/** What a statement does to those who use its table meanwhile. The server says so, not a parser. */
public enum Impact {
    INSTANT("instant"),
    /** The table is rebuilt, or an index made, while it is read and written. */
    ONLINE("online"),
    /** Makes a table that nobody uses yet, or drops one that nobody uses any more. */
    ASIDE("aside"),
    /** Whoever reads or writes the table waits, for as long as the change takes. */
    BLOCKING("blocks");

    private final String word;

    Impact(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }
}
