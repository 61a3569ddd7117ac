package dev.tessera.e2e.kill;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Which trials are made: {@code -Dtessera.move.points=all}, or a pattern of their names, {@code mysqld/source/.*}; of those, the second of four
 * parts with {@code -Dtessera.move.part=2/4}. After {@code -Dtessera.move.minutes} no trial is begun any more, and the test fails when some are
 * left. {@code lot} draws one of each kind, others each time. Otherwise the same nine.
 */
final class Chosen {
    private static final String POINTS = System.getProperty("tessera.move.points", "some");
    private static final String PART = System.getProperty("tessera.move.part", "1/1");

    /** How long a server that was killed stays away, at least. */
    static final Duration OUTAGE = Duration.ofSeconds(Integer.getInteger("tessera.move.outage", 1));

    private static final Duration TIME = Duration.ofMinutes(Integer.getInteger("tessera.move.minutes", 60));
    private static final long BEGUN = System.nanoTime();

    private Chosen() {}

    static boolean isTimeLeft() {
        return System.nanoTime() - BEGUN < TIME.toNanos();
    }

    static boolean some() {
        return POINTS.equals("some");
    }

    static List<Trial> trials() {
        List<Trial> all = new ArrayList<>(MoverKilled.all());
        all.addAll(ServerKilled.all());
        all.addAll(AgentKilled.all());
        all.addAll(ZombieWoken.all());
        all.addAll(MoverStopped.all());
        all.addAll(ReorganizerKilled.all());
        all.addAll(ReorganizedServerKilled.all());
        all.addAll(ReorganizationAgentKilled.all());
        all.addAll(ReorganizerStopped.all());
        return switch (POINTS) {
            case "some" -> few();
            case "lot" -> lot(all);
            default -> part(all.stream().filter(wanted()).toList());
        };
    }

    /** One of each kind, where it hurts most: a bucket behind its fence, and one whose new home has just gone live. */
    private static List<Trial> few() {
        return List.of(
                new MoverKilled("move", "drain:before-act"),
                new MoverKilled("reverse", "target-live:after-act"),
                new ServerKilled("target", "move", "target-live:after-act"),
                new AgentKilled(
                        "target-live:after-act",
                        Points.places(Points.SETTLE_FORWARD).get(0)),
                new ZombieWoken("another-ended", "target-live:before-act"),
                new MoverStopped("drain:before-act"),
                new ReorganizerKilled("split", "drain:before-act"),
                new ReorganizerKilled("merge", "target-live:after-act"),
                new ReorganizedServerKilled("shard", "split", "target-live:after-act"));
    }

    /** One of each kind, others each time. */
    private static List<Trial> lot(List<Trial> all) {
        long seed = new Random().nextLong();
        System.out.println("kill matrix: seed " + seed);
        List<Trial> shuffled = new ArrayList<>(all);
        Collections.shuffle(shuffled, new Random(seed));
        Map<String, Trial> kinds = new LinkedHashMap<>();
        shuffled.forEach(trial -> kinds.putIfAbsent(kind(trial), trial));
        return List.copyOf(kinds.values());
    }

    private static String kind(Trial trial) {
        return trial.name().substring(0, trial.name().indexOf('/'));
    }

    private static Predicate<Trial> wanted() {
        Pattern pattern = Pattern.compile(POINTS.equals("all") ? ".*" : POINTS);
        return trial -> pattern.matcher(trial.name()).matches();
    }

    /** Every so many-th, so that the parts take about as long as each other. */
    private static List<Trial> part(List<Trial> trials) {
        String[] words = PART.split("/", 2);
        int number = Integer.parseInt(words[0]);
        int of = Integer.parseInt(words[1]);
        List<Trial> part = new ArrayList<>();
        for (int i = number - 1; i < trials.size(); i += of) {
            part.add(trials.get(i));
        }
        return part;
    }
}
