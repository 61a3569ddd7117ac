package dev.tessera.ops.move.directory;

/** A shard of the directory that the cluster.yml read here doesn't have: what is wrong is the file, and passes when it is brought up to date. */
public final class ShardNotListedException extends MoveRefusedException {
    public ShardNotListedException(String message) {
        super(message);
    }
}
