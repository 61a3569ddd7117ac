package dev.tessera.ops.planning.capacity;

/**
 * The size of the simulated cluster at the end. It grows linearly from nothing.
 *
 * @param commentsPerThread on the average
 * @param skew with which threads differ: the n-th largest has the comments of the largest, divided by n to this power; 0: all are alike
 * @param peak how many times the average the busiest hour has
 */
public record SimulatedPopulation(
        long users, long comments, double years, double commentsPerThread, double skew, double peak) {
    public static final double SECONDS_A_YEAR = 365.25 * 86_400;

    public SimulatedPopulation {
        if (users < 1 || comments < 1 || !(years > 0) || years > 100) {
            throw new IllegalArgumentException(
                    "users and comments are at least 1, and years more than 0 and at most 100");
        }
        if (!(commentsPerThread >= 1) || !(skew >= 0) || skew > 3 || !(peak >= 1)) {
            throw new IllegalArgumentException("comments per thread and peak are at least 1, and a skew is 0 to 3");
        }
    }

    public double threads() {
        return Math.max(1, comments / commentsPerThread);
    }

    /** Of all comments, the part that is in the largest thread. */
    public double largestThread() {
        return 1 / harmonic(threads(), skew);
    }

    /** The sum of 1/n^s for n from 1 to count; its tail as an integral. */
    static double harmonic(double count, double power) {
        int exact = (int) Math.min(count, 10_000);
        double sum = 0;
        for (int n = 1; n <= exact; n++) {
            sum += Math.pow(n, -power);
        }
        if (count > exact) {
            double from = exact + 0.5;
            double to = count + 0.5;
            sum += power == 1
                    ? Math.log(to / from)
                    : (Math.pow(to, 1 - power) - Math.pow(from, 1 - power)) / (1 - power);
        }
        return sum;
    }

    /** Comments written in a second, in the busiest hour. */
    public double commentsPerSecond() {
        return comments / (years * SECONDS_A_YEAR) * peak;
    }
}
