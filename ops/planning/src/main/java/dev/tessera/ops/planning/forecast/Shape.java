package dev.tessera.ops.planning.forecast;

/**
 * A shape of growth. Each shape is a scale on which its growth is a straight line, so the same line is fitted for all shapes. Comments
 * grow quadratically while users grow linearly.
 */
public enum Shape {
    LINEAR {
        @Override
        double onScale(double value) {
            return value;
        }

        @Override
        double fromScale(double scaled) {
            return Math.max(scaled, 0);
        }

        @Override
        double logStretch(double value) {
            return 0;
        }
    },
    QUADRATIC {
        @Override
        double onScale(double value) {
            return Math.sqrt(value);
        }

        @Override
        double fromScale(double scaled) {
            return Math.max(scaled, 0) * Math.max(scaled, 0);
        }

        @Override
        double logStretch(double value) {
            return -Math.log(2 * Math.sqrt(value));
        }
    },
    EXPONENTIAL {
        @Override
        double onScale(double value) {
            return Math.log(value);
        }

        @Override
        double fromScale(double scaled) {
            return Math.exp(scaled);
        }

        @Override
        double logStretch(double value) {
            return -Math.log(value);
        }
    };

    abstract double onScale(double value);

    abstract double fromScale(double scaled);

    /** The logarithm of the scale's derivative: what makes likelihoods on different scales comparable. */
    abstract double logStretch(double value);
}
