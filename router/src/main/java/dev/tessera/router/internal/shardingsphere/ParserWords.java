package dev.tessera.router.internal.shardingsphere;

import dev.tessera.shardconfig.redaction.Redaction;

/**
 * Why ShardingSphere refuses a statement. Its parser quotes the text that it can't parse; the statement is that of a programmer or an
 * operator.
 */
final class ParserWords {
    private ParserWords() {}

    static String of(RuntimeException failure) {
        return "ShardingSphere can't read it: " + Redaction.message(failure);
    }
}
