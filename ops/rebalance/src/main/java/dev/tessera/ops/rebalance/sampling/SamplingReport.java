package dev.tessera.ops.rebalance.sampling;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The result of a sampling.
 *
 * @param notes what makes its figures less than they could be
 * @param unreachable shards that weren't sampled, and why
 */
public record SamplingReport(List<SampledBucket> buckets, List<String> notes, List<String> unreachable) {
    public SamplingReport {
        buckets = List.copyOf(buckets);
        notes = List.copyOf(notes);
        unreachable = List.copyOf(unreachable);
    }

    /** Everything that is to be said of it; empty when nothing is. */
    String remarks() {
        return Stream.concat(unreachable.stream(), notes.stream()).collect(Collectors.joining("; "));
    }
}
