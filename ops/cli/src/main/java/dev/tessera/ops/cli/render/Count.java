package dev.tessera.ops.cli.render;

/** Numbers in sentences. */
public final class Count {
    private Count() {}

    /** {@code 1 move}, {@code 2 moves}. */
    public static String of(long number, String one) {
        return number + " " + (number == 1 ? one : one + "s");
    }

    /** {@code 1 of 1 move is}, {@code 1 of 3 moves is}, {@code 0 of 3 moves are}. */
    public static String are(long number, long total, String one) {
        return number + " of " + of(total, one) + " " + are(total == 1 ? 1 : number);
    }

    /** {@code is} or {@code are}. */
    public static String are(long number) {
        return number == 1 ? "is" : "are";
    }
}
