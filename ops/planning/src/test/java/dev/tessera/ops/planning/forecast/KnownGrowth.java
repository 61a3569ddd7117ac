package dev.tessera.ops.planning.forecast;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A history made from a growth that is known, and the day on which that growth reaches a threshold. The same seed makes the same.
 *
 * @param ahead days from the newest sample to that day
 */
record KnownGrowth(History history, double threshold, LocalDate day, double ahead) {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    /** How it grows by a day; random walks go on walking after the last sample. */
    enum Growth {
        STEADY,
        QUADRATIC,
        EXPONENTIAL,
        RANDOM_WALK
    }

    /** What is measured beside it. */
    enum Noise {
        NONE,
        WHITE,
        /** Four fifths of a deviation are still there on the next day. */
        STICKY,
        WEEKLY,
        /** One value in twenty is off by a quarter. */
        OUTLIERS,
        /** Three days in ten weren't sampled, nor was a whole sixth of the time. */
        GAPS
    }

    static KnownGrowth of(Growth growth, Noise noise, int days, long seed) {
        Random random = new Random((growth + " " + noise + " " + days + " " + seed).hashCode());
        double ahead = Math.max(7, days * (0.2 + 1.8 * random.nextDouble()));
        double[] truth = truth(growth, days, 6 * days + 60, random);
        double threshold = at(truth, days - 1 + ahead);
        double thresholdForecast = thresholdForecast(truth, days, threshold);
        return new KnownGrowth(
                new History(points(truth, noise, days, random)),
                threshold,
                date(thresholdForecast),
                thresholdForecast - days + 1);
    }

    private static double[] truth(Growth growth, int days, int all, Random random) {
        double start = 1e10 * Math.exp(3 * random.nextDouble());
        double factor = Math.exp(Math.log(1.03) + random.nextDouble() * Math.log(40) * Math.min(1, days / 200.0 + 0.3));
        double daily = start * (factor - 1) / days;
        double[] truth = new double[all];
        double walk = start;
        for (int day = 0; day < all; day++) {
            double part = (double) day / days;
            truth[day] = switch (growth) {
                case STEADY -> start + daily * day;
                case QUADRATIC -> start * Math.pow(1 + (Math.sqrt(factor) - 1) * part, 2);
                case EXPONENTIAL -> start * Math.pow(factor, part);
                case RANDOM_WALK -> walk;
            };
            walk += daily * (1 + random.nextGaussian());
        }
        return truth;
    }

    private static List<Point> points(double[] truth, Noise noise, int days, Random random) {
        double grown = Math.log(truth[days - 1] / truth[0]);
        double size = Math.abs(grown) * (0.003 + 0.05 * random.nextDouble());
        List<Point> points = new ArrayList<>();
        double sticky = 0;
        for (int day = 0; day < days; day++) {
            double chance = random.nextGaussian();
            sticky = 0.8 * sticky + 0.6 * chance;
            double off =
                    switch (noise) {
                        case NONE -> 0;
                        case WHITE, GAPS -> size * chance;
                        case STICKY -> size * sticky;
                        case WEEKLY -> size * (1.5 * Math.sin(2 * Math.PI * day / 7) + 0.3 * chance);
                        case OUTLIERS -> random.nextInt(20) == 0 ? 0.25 * Math.signum(chance) : size * chance;
                    };
            boolean isMissing = noise == Noise.GAPS
                    && day > 0
                    && day < days - 1
                    && (random.nextInt(10) < 3 || (day > days / 3 && day < days / 2));
            if (!isMissing) {
                points.add(new Point(START.plus(Duration.ofDays(day)), truth[day] * (1 + off)));
            }
        }
        return points;
    }

    /** When the truth is there for the first time after the last sample. */
    private static double thresholdForecast(double[] truth, int days, double threshold) {
        for (int day = days; day < truth.length; day++) {
            if (truth[day] >= threshold) {
                return day - 1 + (threshold - truth[day - 1]) / (truth[day] - truth[day - 1]);
            }
        }
        throw new IllegalStateException("the threshold is never reached");
    }

    private static double at(double[] truth, double day) {
        int before = (int) day;
        return truth[before] + (day - before) * (truth[before + 1] - truth[before]);
    }

    private static LocalDate date(double day) {
        return LocalDate.ofInstant(START.plusSeconds((long) (day * 86_400)), ZoneOffset.UTC);
    }
}
