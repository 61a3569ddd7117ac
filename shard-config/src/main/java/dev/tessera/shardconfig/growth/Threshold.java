package dev.tessera.shardconfig.growth;

import java.util.OptionalLong;
import java.util.regex.Pattern;

/** An amount that triggers a stage: an absolute value, or a part of a shard's capacity. */
public sealed interface Threshold {
    /** In the units of its measure; empty when it is a part of a limit that nobody set. */
    OptionalLong amount(OptionalLong limit);

    /** So much, on any shard. */
    record Amount(long value) implements Threshold {
        @Override
        public OptionalLong amount(OptionalLong limit) {
            return OptionalLong.of(value);
        }
    }

    /** This part of a shard's limit, headroom included. */
    record OfLimit(Share share) implements Threshold {
        @Override
        public OptionalLong amount(OptionalLong limit) {
            return limit.isEmpty() ? limit : OptionalLong.of(share.of(limit.getAsLong()));
        }
    }

    /** As text: {@code 70%}, or an amount as {@link Amounts} reads it. */
    static Threshold parse(Measure measure, String text) {
        return Pattern.matches("[0-9.]+%", text)
                ? new OfLimit(Share.parse(text))
                : new Amount(Amounts.parse(measure, text));
    }
}
