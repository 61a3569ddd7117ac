package dev.tessera.model.checker;

import dev.tessera.model.checker.Verdict.Violation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Searches all states breadth first, so the first path to a wrong state is a shortest one. Then searches backwards from the good states: a
 * state that isn't reached is a dead end. Not thread-safe.
 *
 * @param <S> as the protocol has it
 */
public final class Checker<S> {
    private static final String STUCK = "no way forward from here";

    private final Protocol<S> protocol;
    private final int mostStates;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> states = new ArrayList<>();
    private final IntList parents = new IntList();
    private final IntList depths = new IntList();
    private final IntList from = new IntList();
    private final IntList to = new IntList();
    private final IntList good = new IntList();
    private final long begun = System.nanoTime();

    private Checker(Protocol<S> protocol, int mostStates) {
        this.protocol = protocol;
        this.mostStates = mostStates;
    }

    /** @throws IllegalStateException when there are more states than that: a check that isn't whole says nothing */
    public static <S> Verdict check(Protocol<S> protocol, int mostStates) {
        return new Checker<>(protocol, mostStates).check();
    }

    private Verdict check() {
        note(protocol.write(protocol.first()), -1);
        for (int number = 0; number < states.size(); number++) {
            S state = protocol.read(states.get(number));
            Optional<String> wrong = protocol.wrong(state);
            if (wrong.isPresent()) {
                return verdict(Optional.of(new Violation(wrong.get(), trace(number))));
            }
            if (protocol.isGood(state)) {
                good.add(number);
            }
            for (Protocol.ProtocolStep<S> step : protocol.next(state)) {
                from.add(number);
                to.add(note(protocol.write(step.after()), number));
            }
        }
        return verdict(stuck().map(number -> new Violation(STUCK, trace(number))));
    }

    private int note(String state, int parent) {
        Integer known = numbers.get(state);
        if (known != null) {
            return known;
        }
        if (states.size() == mostStates) {
            throw new IllegalStateException("more than " + mostStates + " states");
        }
        int number = states.size();
        numbers.put(state, number);
        states.add(state);
        parents.add(parent);
        depths.add(parent < 0 ? 0 : depths.get(parent) + 1);
        return number;
    }

    /** The first from which no good one can be reached. */
    private Optional<Integer> stuck() {
        boolean[] hasWay = new Backwards(states.size(), from, to).reached(good);
        for (int number = 0; number < hasWay.length; number++) {
            if (!hasWay[number]) {
                return Optional.of(number);
            }
        }
        return Optional.empty();
    }

    /** Names of steps are looked up again: keeping them would cost more than the states. */
    private List<String> trace(int number) {
        List<String> trace = new ArrayList<>();
        for (int at = number; parents.get(at) >= 0; at = parents.get(at)) {
            trace.add(nameOf(states.get(parents.get(at)), states.get(at)));
        }
        Collections.reverse(trace);
        return trace;
    }

    private String nameOf(String before, String after) {
        return protocol.next(protocol.read(before)).stream()
                .filter(step -> protocol.write(step.after()).equals(after))
                .map(Protocol.ProtocolStep::name)
                .findFirst()
                .orElseThrow();
    }

    private Verdict verdict(Optional<Violation> violation) {
        return new Verdict(
                states.size(),
                from.size(),
                depths.get(depths.size() - 1),
                Duration.ofNanos(System.nanoTime() - begun),
                violation);
    }
}
