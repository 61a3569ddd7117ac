package dev.tessera.bench;

import java.util.Locale;

/** Tells who waits how far it is. */
final class Console {
    private Console() {}

    static void say(String format, Object... arguments) {
        System.out.printf(Locale.ROOT, "routing: " + format + "%n", arguments);
    }
}
