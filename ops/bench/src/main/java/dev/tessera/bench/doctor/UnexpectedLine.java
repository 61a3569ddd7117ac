package dev.tessera.bench.doctor;

/**
 * What a poll said that it should not have said.
 *
 * @param poll {@code doctor} or {@code move list --json}
 * @param beside the command that ran then
 */
record UnexpectedLine(String poll, String beside, String text) {
    @Override
    public String toString() {
        return "`" + poll + "` beside `" + beside + "`: " + text;
    }
}
