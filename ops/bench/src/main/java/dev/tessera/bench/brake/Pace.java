package dev.tessera.bench.brake;

/** What moves do in a phase. */
enum Pace {
    STILL("no move"),
    THROTTLED("throttled"),
    UNTHROTTLED("unthrottled");

    private final String words;

    Pace(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
