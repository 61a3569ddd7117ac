package dev.tessera.ops.move.throttle;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many statements and commits of each shard took how long, as an app's metrics page counts them since it started.
 *
 * @param shards by name: how many took at most so many seconds, by that bound, the last without one
 */
record LatencyPage(Map<String, NavigableMap<Double, Long>> shards) {
    /** Both have the same bounds, so that their counts can be added. */
    private static final Pattern SAMPLE = Pattern.compile(
            "tessera_db_(?:statement|commit)_duration_seconds_bucket\\{([^}]*)\\}\\s+([0-9.eE+]+)(?:\\s.*)?");

    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"([^\"]*)\"");

    /** @throws IllegalArgumentException when it is no page of an app of Tessera */
    static LatencyPage parse(String page) {
        Map<String, NavigableMap<Double, Long>> shards = new HashMap<>();
        page.lines().map(SAMPLE::matcher).filter(Matcher::matches).forEach(sample -> add(shards, sample));
        if (shards.isEmpty()) {
            throw new IllegalArgumentException(
                    "it doesn't show tessera_db_statement_duration_seconds; is it the admin address of an app?");
        }
        return new LatencyPage(shards);
    }

    private static void add(Map<String, NavigableMap<Double, Long>> shards, Matcher sample) {
        Map<String, String> labels = new HashMap<>();
        Matcher label = LABEL.matcher(sample.group(1));
        while (label.find()) {
            labels.put(label.group(1), label.group(2));
        }
        String shard = labels.get("shard");
        String bound = labels.get("le");
        if (shard == null || bound == null) {
            throw new IllegalArgumentException("a sample without shard or bound: " + sample.group());
        }
        shards.computeIfAbsent(shard, none -> new TreeMap<>())
                .merge(seconds(bound), (long) Double.parseDouble(sample.group(2)), Long::sum);
    }

    private static double seconds(String bound) {
        return bound.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(bound);
    }

    NavigableMap<Double, Long> of(String shard) {
        return shards.getOrDefault(shard, new TreeMap<>());
    }
}
