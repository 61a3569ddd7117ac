package dev.tessera.ops.move.repair;

import dev.tessera.shardconfig.BucketId;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * One rule that is broken.
 *
 * @param rule a short name that stays the same, for programs: {@code two-homes}
 * @param text what is wrong, with names
 * @param repair what would put it right; empty when a person must decide
 * @param buckets what it is about: while the directory says something new of one of them, it may be a change under way
 */
public record Finding(String rule, String text, Optional<Repair> repair, Set<BucketId> buckets) {
    public Finding {
        buckets = Set.copyOf(buckets);
    }

    static Finding of(String rule, String text, Repair repair) {
        return new Finding(rule, text, Optional.of(repair), Set.of());
    }

    static Finding forPeople(String rule, String text) {
        return new Finding(rule, text, Optional.empty(), Set.of());
    }

    /** The same, said of a bucket. */
    Finding about(BucketId bucket) {
        return about(Set.of(bucket));
    }

    Finding about(Collection<BucketId> more) {
        Set<BucketId> all = new TreeSet<>(buckets);
        all.addAll(more);
        return new Finding(rule, text, repair, all);
    }
}
