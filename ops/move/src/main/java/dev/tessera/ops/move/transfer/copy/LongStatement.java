package dev.tessera.ops.move.transfer.copy;

/**
 * A statement that may take hours.
 *
 * @param what it makes, for people: {@code the indexes of comments_04352_04607}
 */
record LongStatement(String what, String sql) {}
