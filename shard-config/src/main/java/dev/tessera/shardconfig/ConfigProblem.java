package dev.tessera.shardconfig;

/**
 * One thing wrong in a configuration file.
 *
 * @param line where, counted from 1; 0 when the file as a whole is meant
 * @param message names the key, what stands there and what would be right
 */
public record ConfigProblem(int line, String message) {
    /** As compilers print it: {@code cluster.yml:7: shards[1].name: ...}. */
    public String in(String file) {
        return line == 0 ? file + ": " + message : file + ":" + line + ": " + message;
    }
}
