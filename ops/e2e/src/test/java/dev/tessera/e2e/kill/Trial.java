package dev.tessera.e2e.kill;

/** One process killed, or stopped, at one point, and what came of it. */
interface Trial {
    /** For example {@code mysqld/source/fence:after-act}. */
    String name();

    /** Returns what a row of the table of outcomes says behind the name; leaves no move behind. */
    Ending run(Matrix matrix) throws Exception;

    /**
     * @param found the phase in which the repair left the move, or found it
     * @param servedMillis until the bucket was served again
     * @param how it went on, and by whom
     */
    record Ending(String found, long servedMillis, String how) {}
}
