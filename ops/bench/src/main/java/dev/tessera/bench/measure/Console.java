package dev.tessera.bench.measure;

import java.util.Locale;

/** Tells who waits how far it is. */
public final class Console {
    private Console() {}

    public static void say(String format, Object... arguments) {
        System.out.printf(Locale.ROOT, "bench: " + format + "%n", arguments);
    }
}
