package dev.tessera.ops.move.transfer.spec;

/**
 * An event of a carried table is larger than all that the streams of this process may hold. That is no property of the data: a process with a larger
 * heap goes on from the same place.
 */
public final class EventTooLargeException extends TransferFailedException {
    private static final long MIB = 1 << 20;

    /**
     * @param what is held in the event: {@code rows of comments_04352_04607}
     * @param bytes of the event
     * @param most of all events together
     */
    public EventTooLargeException(TransferSpec transferSpec, String what, long bytes, long most) {
        super("bucket " + transferSpec.bucket() + ": an event of " + transferSpec.source() + "'s binlog with " + what
                + " has "
                + mib(bytes)
                + " MiB; all streams of this process may hold " + mib(most)
                + " MiB together, four tenths of its heap of "
                + mib(Runtime.getRuntime().maxMemory()) + " MiB. Give it a heap of at least "
                + (mib(bytes) * 5 / 2 + 1)
                + " MiB (java -Xmx, or TESSERA_HEAP for shardctl); it continues from there then");
    }

    private static long mib(long bytes) {
        return (bytes + MIB - 1) / MIB;
    }
}
