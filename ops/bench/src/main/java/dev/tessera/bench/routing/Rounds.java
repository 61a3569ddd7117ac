package dev.tessera.bench.routing;

import dev.tessera.bench.measure.Measurement;
import dev.tessera.bench.measure.MedianEstimate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The measurements of several sides that took turns: the n-th round of one side stands beside the n-th of each other. */
final class Rounds<S> {
    private final Map<S, List<Measurement>> bySide = new LinkedHashMap<>();

    void add(S side, Measurement measurement) {
        bySide.computeIfAbsent(side, unseen -> new ArrayList<>()).add(measurement);
    }

    /** Who was measured. */
    Set<S> sides() {
        return Collections.unmodifiableSet(bySide.keySet());
    }

    /** Everybody once, and the next time in the opposite order: what drifts slowly favours nobody. */
    static <S> List<S> order(List<S> sides, int pass) {
        List<S> order = new ArrayList<>(sides);
        if (pass % 2 == 1) {
            Collections.reverse(order);
        }
        return order;
    }

    /** The median over the rounds. */
    MedianEstimate perSecond(S side) {
        return estimate(side, Measurement::perSecond);
    }

    /** The median over the rounds, in microseconds an operation. */
    MedianEstimate cpuMicros(S side) {
        return estimate(side, Measurement::cpuMicros);
    }

    /** How many times the throughput of the other, round by round. */
    MedianEstimate throughputRatio(S side, S other) {
        return paired(side, other, Measurement::perSecond, (a, b) -> a / b);
    }

    /** How many times the CPU of the other, round by round. */
    MedianEstimate cpuRatio(S side, S other) {
        return paired(side, other, Measurement::cpuMicros, (a, b) -> a / b);
    }

    /** How many microseconds of CPU more than the other an operation takes, round by round. */
    MedianEstimate cpuMicrosMore(S side, S other) {
        return paired(side, other, Measurement::cpuMicros, (a, b) -> a - b);
    }

    /** {@link #cpuRatio} of two sides, divided by that of two others, round by round: what others pay as well falls out. */
    MedianEstimate cpuRatioBeside(S side, S other, S besideSide, S besideOther) {
        double[] ours = ratios(side, other);
        double[] theirs = ratios(besideSide, besideOther);
        return MedianEstimate.of(IntStream.range(0, Math.min(ours.length, theirs.length))
                .mapToDouble(round -> ours[round] / theirs[round])
                .toArray());
    }

    private double[] ratios(S side, S other) {
        return pairs(side, other, Measurement::cpuMicros, (a, b) -> a / b);
    }

    private MedianEstimate estimate(S side, ToDoubleFunction<Measurement> value) {
        return MedianEstimate.of(of(side).stream().mapToDouble(value).toArray());
    }

    private MedianEstimate paired(S side, S other, ToDoubleFunction<Measurement> value, DoubleBinaryOperator compare) {
        return MedianEstimate.of(pairs(side, other, value, compare));
    }

    private double[] pairs(S side, S other, ToDoubleFunction<Measurement> value, DoubleBinaryOperator compare) {
        List<Measurement> ours = of(side);
        List<Measurement> theirs = of(other);
        double[] pairs = new double[Math.min(ours.size(), theirs.size())];
        for (int i = 0; i < pairs.length; i++) {
            pairs[i] = compare.applyAsDouble(value.applyAsDouble(ours.get(i)), value.applyAsDouble(theirs.get(i)));
        }
        return pairs;
    }

    private List<Measurement> of(S side) {
        return bySide.getOrDefault(side, List.of());
    }
}
