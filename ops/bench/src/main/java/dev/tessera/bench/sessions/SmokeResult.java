package dev.tessera.bench.sessions;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a run of the work ended in, part by part. */
final class SmokeResult {
    private final Map<String, List<String>> parts = new LinkedHashMap<>();

    /** One part; one that fails says so, and the others go on. */
    void part(String name, Part work) throws InterruptedException {
        try {
            parts.put(name, List.copyOf(work.run()));
        } catch (InterruptedException stopped) {
            throw stopped;
        } catch (Exception failure) {
            parts.put(name, List.of("failed: " + failure));
        }
    }

    Map<String, List<String>> parts() {
        return parts;
    }

    /** Something to do that is told in lines. */
    @FunctionalInterface
    interface Part {
        List<String> run() throws Exception;
    }
}
