package dev.tessera.bench.throttle;

/** What moves do in a phase. */
enum MoveRate {
    STILL("no move"),
    THROTTLED("throttled"),
    UNTHROTTLED("unthrottled");

    private final String words;

    MoveRate(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
