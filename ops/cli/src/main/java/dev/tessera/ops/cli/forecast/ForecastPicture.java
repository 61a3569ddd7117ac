package dev.tessera.ops.cli.forecast;

import dev.tessera.ops.planning.forecast.Point;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** A forecast as SVG: what was measured, what is likely, the interval around it, and the threshold. */
final class ForecastPicture {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 420;
    private static final int LEFT = 100;
    private static final int RIGHT = 50;
    private static final int TOP = 60;
    private static final int BOTTOM = 50;
    private static final int STEPS = 80;
    private static final int TICKS = 5;

    private final ShardForecast shardForecast;
    private final ForecastCurve curve;
    private final double most;
    private final StringBuilder svg = new StringBuilder();

    ForecastPicture(ShardForecast shardForecast) {
        this.shardForecast = shardForecast;
        this.curve = new ForecastCurve(shardForecast);
        this.most = curve.most();
    }

    String svg() {
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"13\">",
                WIDTH, HEIGHT);
        add("<rect width=\"%d\" height=\"%d\" fill=\"white\"/>", WIDTH, HEIGHT);
        add("<text x=\"%d\" y=\"24\" font-size=\"15\">%s</text>", LEFT, escaped(title()));
        axes();
        targetSize();
        line(ahead(), curve::likely, "#1f6fb2", "stroke-dasharray=\"6 4\"");
        measured();
        threshold();
        add("</svg>");
        return svg.toString();
    }

    private String title() {
        return shardForecast.point().shard() + " and stage "
                + shardForecast.point().stage()
                + curve.day()
                        .map(day -> ": "
                                + shardForecast.readable(shardForecast.point().amount()) + " on " + day)
                        .orElse("");
    }

    private void axes() {
        for (int tick = 0; tick <= TICKS; tick++) {
            double value = most * tick / TICKS;
            add(
                    "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#e4e4e4\"/>",
                    LEFT, WIDTH - RIGHT, y(value), y(value));
            add(
                    "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\" fill=\"#555\">%s</text>",
                    LEFT - 8, y(value) + 4, shardForecast.readable((long)
                            (value * shardForecast.point().part())));
            Instant at = curve.begin().plus(whole().multipliedBy(tick).dividedBy(TICKS));
            add(
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\" fill=\"#555\">%s</text>",
                    x(at), HEIGHT - BOTTOM + 22, LocalDate.ofInstant(at, ZoneOffset.UTC));
        }
    }

    private void targetSize() {
        List<String> edge = new ArrayList<>();
        ahead().forEach(at -> edge.add(at(at, curve.late(at))));
        List<Instant> back = new ArrayList<>(ahead());
        Collections.reverse(back);
        back.forEach(at -> edge.add(at(at, curve.early(at))));
        add("<polygon points=\"%s\" fill=\"#1f6fb2\" fill-opacity=\"0.15\"/>", String.join(" ", edge));
    }

    private void line(List<Instant> moments, ToDoubleFunction<Instant> value, String colour, String style) {
        List<String> points =
                moments.stream().map(at -> at(at, value.applyAsDouble(at))).toList();
        add(
                "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\" %s/>",
                String.join(" ", points), colour, style);
    }

    private void measured() {
        List<String> points = shardForecast.history().points().stream()
                .map((Point point) -> at(point.at(), point.value()))
                .toList();
        add("<polyline points=\"%s\" fill=\"none\" stroke=\"#222\" stroke-width=\"2\"/>", String.join(" ", points));
    }

    private void threshold() {
        double y = y(curve.threshold());
        add(
                "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#c0392b\" stroke-width=\"1.5\"/>",
                LEFT, WIDTH - RIGHT, y, y);
        add(
                "<text x=\"%d\" y=\"%.1f\" fill=\"#c0392b\">%s</text>",
                LEFT + 6, y - 6, shardForecast.readable(shardForecast.point().amount()));
        add(
                "<text x=\"%d\" y=\"44\" fill=\"#555\">black: measured; blue: likely, and in 19 of 20 cases within the band</text>",
                LEFT);
    }

    private List<Instant> ahead() {
        Duration left = Duration.between(curve.newest(), curve.end());
        List<Instant> moments = new ArrayList<>();
        for (int step = 0; step <= STEPS; step++) {
            moments.add(curve.newest().plus(left.multipliedBy(step).dividedBy(STEPS)));
        }
        return moments;
    }

    private Duration whole() {
        return Duration.between(curve.begin(), curve.end());
    }

    private String at(Instant at, double value) {
        return String.format(Locale.ROOT, "%.1f,%.1f", x(at), y(value));
    }

    private double x(Instant at) {
        double part = (double) Duration.between(curve.begin(), at).toSeconds() / whole().toSeconds();
        return LEFT + part * (WIDTH - LEFT - RIGHT);
    }

    private double y(double value) {
        return HEIGHT - BOTTOM - Math.min(1, value / most) * (HEIGHT - TOP - BOTTOM);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }

    private void add(String format, Object... arguments) {
        svg.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }
}
