package dev.tessera.bench.reads;

/**
 * What the comments of a bucket look like.
 *
 * @param name for people
 * @param threads in the bucket
 * @param each comments of a thread
 * @param tombstones all of them are
 * @param replies all but the first are answers to it
 * @param analyzed whether MySQL's statistics know of them; else it believes what it knew of an empty table
 */
record DataShape(String name, int threads, int each, boolean tombstones, boolean replies, boolean analyzed) {
    DataShape unanalyzed() {
        return new DataShape(name + ", statistics of an empty table", threads, each, tombstones, replies, false);
    }
}
