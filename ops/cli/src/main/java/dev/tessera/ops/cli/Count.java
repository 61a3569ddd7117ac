package dev.tessera.ops.cli;

/** Numbers in sentences. */
final class Count {
    private Count() {}

    /** {@code 1 move}, {@code 2 moves}. */
    static String of(long number, String one) {
        return number + " " + (number == 1 ? one : one + "s");
    }

    /** {@code 1 of 1 move is}, {@code 1 of 3 moves is}, {@code 0 of 3 moves are}. */
    static String are(long number, long total, String one) {
        return number + " of " + of(total, one) + " " + are(total == 1 ? 1 : number);
    }

    /** {@code is} or {@code are}. */
    static String are(long number) {
        return number == 1 ? "is" : "are";
    }
}
