package dev.tessera.ops.cli.forecast;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;

/** A forecast in plain characters, for a terminal of 80 columns: {@code *} was measured, {@code o} is likely, dots are the interval. */
final class ForecastChart {
    private static final int WIDTH = 64;
    private static final int HEIGHT = 14;
    private static final int LABEL = 12;

    private final ShardForecast shardForecast;
    private final ForecastCurve curve;
    private final char[][] cells = new char[HEIGHT][WIDTH];

    ForecastChart(ShardForecast shardForecast) {
        this.shardForecast = shardForecast;
        this.curve = new ForecastCurve(shardForecast);
    }

    void print(PrintWriter out) {
        double most = curve.most();
        for (char[] row : cells) {
            Arrays.fill(row, ' ');
        }
        int limit = row(curve.threshold(), most);
        Arrays.fill(cells[limit], '-');
        for (int column = 0; column < WIDTH; column++) {
            draw(column, moment(column), most);
        }
        out.println();
        for (int row = 0; row < HEIGHT; row++) {
            out.println(label(row, limit, most) + "|" + new String(cells[row]).stripTrailing());
        }
        out.println(" ".repeat(LABEL) + "+" + "-".repeat(WIDTH));
        String first = day(curve.begin()).toString();
        String last = day(curve.end()).toString();
        out.println(" ".repeat(LABEL + 1) + first + " ".repeat(WIDTH - first.length() - last.length()) + last);
        out.println(" ".repeat(LABEL + 1) + "* measured  o likely  . in 19 of 20 cases  - "
                + shardForecast.readable(shardForecast.point().amount()));
    }

    private void draw(int column, Instant at, double most) {
        if (!at.isAfter(curve.newest())) {
            curve.measured(at).ifPresent(value -> cells[row(value, most)][column] = '*');
            return;
        }
        for (int row = row(curve.late(at), most); row <= row(curve.early(at), most); row++) {
            cells[row][column] = '.';
        }
        cells[row(curve.likely(at), most)][column] = 'o';
    }

    private Instant moment(int column) {
        Duration whole = Duration.between(curve.begin(), curve.end());
        return curve.begin().plus(whole.multipliedBy(column).dividedBy(WIDTH - 1L));
    }

    private static int row(double value, double most) {
        int up = (int) Math.round((HEIGHT - 1) * Math.min(1, value / most));
        return HEIGHT - 1 - up;
    }

    private String label(int row, int limit, double most) {
        boolean shown = row == 0 || row == HEIGHT - 1 || row == limit;
        double value = row == limit ? curve.threshold() : most * (HEIGHT - 1 - row) / (HEIGHT - 1);
        String text = shown
                ? shardForecast.readable((long) (value * shardForecast.point().part()))
                : "";
        return " ".repeat(Math.max(0, LABEL - 1 - text.length())) + text + " ";
    }

    private static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }
}
