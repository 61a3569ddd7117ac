package dev.tessera.bench.routing.sides;

/** A comment to be inserted. */
record CommentInsert(int slot, long id, long thread, long author) {
    static final String BODY =
            "What a tessera is to the mosaic, this comment is to its thread: small, square and soon forgotten. ";
    static final byte[] AUTHOR_HANDLE = {'a', 'd', 'a', '.', 'a', 'm', 'b', 'e', 'r'};
}
