package dev.tessera.bench.transfer;

/**
 * One copy of all rows.
 *
 * @param seconds from the start to the last commit
 * @param verifySeconds for the comparison of all rows with the source afterwards; 0 where none was made
 */
record CopyRun(String way, int rows, double seconds, Cpu cpu, double verifySeconds) {
    double perSecond() {
        return rows / seconds;
    }

    double verifiedPerSecond() {
        return rows / verifySeconds;
    }
}
