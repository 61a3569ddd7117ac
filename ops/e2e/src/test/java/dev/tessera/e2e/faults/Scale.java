package dev.tessera.e2e.faults;

/** How much of a measurement is done. An ordinary build does a little of each; {@code -Dtessera.faults.<what>=<number>} asks for more. */
final class Scale {
    private Scale() {}

    static int of(String what, int ordinarily) {
        return Integer.getInteger("tessera.faults." + what, ordinarily);
    }
}
