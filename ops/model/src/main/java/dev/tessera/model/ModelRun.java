package dev.tessera.model;

import dev.tessera.model.checker.Checker;
import dev.tessera.model.checker.Protocol;
import dev.tessera.model.reorganization.ReorganizationBoundsByName;
import dev.tessera.model.reorganization.ReorganizationProtocol;

/** Checks the protocols with larger bounds than the build: {@code java -Xmx8g -jar ops-model-0.1.0.jar [STATES]}. */
public final class ModelRun {
    private ModelRun() {}

    /** At most so many states for each of the bounds. */
    public static void main(String[] arguments) {
        int most = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20_000_000;
        BoundsByName.large().forEach((name, bounds) -> check(name, new MoveProtocol(bounds), most));
        ReorganizationBoundsByName.large()
                .forEach((name, bounds) -> check(name, new ReorganizationProtocol(bounds), most));
    }

    private static <S> void check(String name, Protocol<S> protocol, int most) {
        System.out.println(name + ": " + Checker.check(protocol, most));
    }
}
