package dev.tessera.router.internal.shardingsphere;

import dev.tessera.shardconfig.redaction.Redaction;

/** Why ShardingSphere wants no statement. Its parser quotes what it couldn't read; that is the statement of a programmer or an operator. */
final class ParserWords {
    private ParserWords() {}

    static String of(RuntimeException failure) {
        return "ShardingSphere can't read it: " + Redaction.message(failure);
    }
}
