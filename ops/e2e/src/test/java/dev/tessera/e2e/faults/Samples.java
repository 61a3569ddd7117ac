package dev.tessera.e2e.faults;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Requests, and what can be said of them together. */
record Samples(List<Sample> all) {
    Samples(Collection<Sample> all) {
        this(List.copyOf(all));
    }

    Samples of(int shard) {
        return where(sample -> sample.shard() == shard);
    }

    /** Those that were sent in between. */
    Samples sent(long from, long to) {
        return where(sample -> sample.startedAt() - from >= 0 && sample.startedAt() - to < 0);
    }

    Samples sentSince(long moment) {
        return where(sample -> sample.startedAt() - moment >= 0);
    }

    Samples where(Predicate<Sample> condition) {
        return new Samples(all.stream().filter(condition).toList());
    }

    /** In the order of their answers. */
    List<Sample> last(int number) {
        return all.subList(Math.max(0, all.size() - number), all.size());
    }

    int count() {
        return all.size();
    }

    double successShare() {
        return (double) where(Sample::succeeded).count() / count();
    }

    /** What a request may not end in, whatever happens to a shard. */
    List<Sample> neitherDoneNorPutOff() {
        return where(sample -> !sample.succeeded() && !sample.isPutOff()).all;
    }

    Duration longestSince(long moment) {
        return all.stream()
                .map(sample -> sample.tookSince(moment))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /** The middle one of the 99th percentiles of whole seconds: one bad second doesn't make it, nor do good ones hide it. */
    Duration medianOfP99s(long from) {
        Map<Long, List<Long>> seconds = all.stream()
                .collect(Collectors.groupingBy(
                        sample -> (sample.startedAt() - from) / 1_000_000_000L,
                        Collectors.mapping(sample -> sample.took().toNanos(), Collectors.toList())));
        List<Long> p99s =
                seconds.values().stream().map(second -> quantile(second, 0.99)).toList();
        return Duration.ofNanos(quantile(p99s, 0.5));
    }

    private static long quantile(Collection<Long> values, double share) {
        List<Long> sorted = values.stream().sorted().toList();
        int index = (int) Math.ceil(share * sorted.size()) - 1;
        return sorted.isEmpty() ? 0 : sorted.get(Math.max(0, index));
    }
}
