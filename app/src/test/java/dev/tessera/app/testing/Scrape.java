package dev.tessera.app.testing;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an instance's metrics page says at one moment.
 *
 * @param text the page
 * @param samples by name and labels, as they stand there
 */
public record Scrape(String text, Map<String, Double> samples) {
    public static Scrape of(RunningApp app) {
        return of(app.admin().get("/metrics").expect(200));
    }

    public static Scrape of(ApiAnswer answer) {
        Map<String, Double> samples = new LinkedHashMap<>();
        answer.body().lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            int space = line.lastIndexOf(' ');
            samples.put(line.substring(0, space), number(line.substring(space + 1)));
        });
        return new Scrape(answer.body(), samples);
    }

    /** Of one series; NaN where there is none. */
    public double value(String series) {
        return samples.getOrDefault(series, Double.NaN);
    }

    /** Of the samples, without labels. */
    public Set<String> names() {
        return samples.keySet().stream()
                .map(series -> series.replaceFirst("\\{.*", ""))
                .collect(Collectors.toSet());
    }

    private static double number(String text) {
        return text.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
    }
}
