package dev.tessera.model;

import dev.tessera.model.checker.Checker;

/** Checks the protocol with larger bounds than the build: {@code java -Xmx8g -jar ops-model-0.1.0.jar [STATES]}. */
public final class ModelRun {
    private ModelRun() {}

    /** At most so many states for each of the bounds. */
    public static void main(String[] arguments) {
        int most = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20_000_000;
        BoundsByName.large()
                .forEach((name, bounds) ->
                        System.out.println(name + ": " + Checker.check(new MoveProtocol(bounds), most)));
    }
}
