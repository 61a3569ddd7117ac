package dev.tessera.migrations.changelog;

/** The impact of a statement on other users of its table, as the server reports it. */
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
