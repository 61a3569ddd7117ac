package dev.tessera.bench.reorganize;

import dev.tessera.bench.measure.Console;
import dev.tessera.bench.measure.Goal;
import dev.tessera.bench.measure.ReportLines;
import dev.tessera.bench.moves.BenchCluster;
import dev.tessera.bench.moves.IdleRenames;
import dev.tessera.bench.moves.SectionClock;
import dev.tessera.bench.moves.Spread;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.split.SplitCuts;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.reshape.Reshape;
import dev.tessera.testbed.workload.Workload;
import dev.tessera.testbed.workload.WorkloadReport;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** What clients wait while buckets are split and merged again, each beside a window as long in which nothing happens. */
final class Pauses implements ReorganizePart {
    private static final double SECTION_OVER_IDLE = 3;
    private static final int IDLE_PAIRS = 15;
    /** The forms of four are measured so much less often. */
    private static final int FEWER = 5;

    private final LoadOptions load;
    private final int times;
    private final int comments;
    private final Map<Form, List<Seen>> seen = new EnumMap<>(Form.class);
    private final List<Duration> idle = new ArrayList<>();
    private final List<Duration> idleSplit = new ArrayList<>();

    private enum Form {
        SPLIT_IN_2("split in 2"),
        MERGE_OF_2("merge of 2"),
        SPLIT_IN_4("split in 4"),
        MERGE_OF_4("merge of 4");

        private final String words;

        Form(String words) {
            this.words = words;
        }
    }

    /** @param to end of the reorganization; as long after it nothing happens */
    private record Seen(SectionClock.Section section, BucketId slots, Instant from, Instant to, Instant stillUntil) {}

    /**
     * @param times how often a bucket is split in two and merged again
     * @param comments that each bucket has to begin with
     */
    Pauses(LoadOptions load, int times, int comments) {
        this.load = load;
        this.times = times;
        this.comments = comments;
    }

    @Override
    public Measured measure() throws IOException, InterruptedException {
        try (BenchCluster cluster = BenchCluster.with(load.apps(), comments)) {
            IdleRenames renames = new IdleRenames(cluster);
            idle.addAll(renames.measure(IDLE_PAIRS));
            idleSplit.addAll(renames.measureSplit(IDLE_PAIRS, 2));
            try (Workload workload = Workload.start(load.of(cluster))) {
                load.warmUp();
                Instant begun = Instant.now();
                List<BucketId> buckets = cluster.bucketsOn(BenchCluster.A);
                Reorganizer reorganizer = new Reorganizer(cluster);
                for (int i = 0; i < times; i++) {
                    BucketId bucket = buckets.get(i % buckets.size());
                    thereAndBack(reorganizer, bucket, 2, Form.SPLIT_IN_2, Form.MERGE_OF_2);
                    if (i % FEWER == 0) {
                        thereAndBack(reorganizer, bucket, 4, Form.SPLIT_IN_4, Form.MERGE_OF_4);
                    }
                    Console.say("pauses: %d of %d; %s", i + 1, times, workload.statistics());
                }
                WorkloadReport report = workload.stop();
                idle.addAll(renames.measure(IDLE_PAIRS));
                idleSplit.addAll(renames.measureSplit(IDLE_PAIRS, 2));
                int problems = workload.audit(cluster.auditTarget()).problems().size();
                return measured(report, begun, problems);
            }
        }
    }

    private List<Seen> of(Form form) {
        return seen.computeIfAbsent(form, none -> new ArrayList<>());
    }

    private void thereAndBack(Reorganizer reorganizer, BucketId bucket, int into, Form split, Form merge)
            throws InterruptedException {
        List<BucketId> children = SplitCuts.even(bucket, into);
        one(reorganizer, bucket, Reorganizer.reshape(List.of(bucket), children), split);
        one(reorganizer, bucket, Reorganizer.reshape(children, List.of(bucket)), merge);
    }

    private void one(Reorganizer reorganizer, BucketId slots, Reshape reshape, Form form) throws InterruptedException {
        Instant from = Instant.now();
        Move move = reorganizer.reorganize(reshape);
        Instant to = Instant.now();
        Thread.sleep(Duration.between(from, to).toMillis());
        of(form).add(new Seen(reorganizer.clock().section(), slots, from, to, Instant.now()));
        reorganizer.complete(List.of(move));
    }

    private Measured measured(WorkloadReport report, Instant begun, int problems) {
        long failed = report.failures().stream()
                .filter(failure -> failure.start().isAfter(begun))
                .count();
        double ratio = (double) sections(Form.SPLIT_IN_2, SectionClock.Section::whole)
                        .median()
                        .toNanos()
                / new Spread(idle).median().toNanos();
        List<Goal> goals = List.of(
                new Goal(
                        "pauses: no failed request, every write at home once",
                        failed + " failed, " + report.violations().size() + " wrong answers, " + problems
                                + " problems of the audit",
                        failed + report.violations().size() + problems == 0),
                new Goal(
                        "the mover's own section of a split in two, median: at most 3 times the two idle RENAMEs of a move",
                        String.format(
                                Locale.ROOT,
                                "%.2f times: %s ms over %s ms",
                                ratio,
                                Spread.millis(sections(Form.SPLIT_IN_2, SectionClock.Section::whole)
                                        .median()),
                                Spread.millis(new Spread(idle).median())),
                        ratio <= SECTION_OVER_IDLE));
        return new Measured(goals, section(report));
    }

    private Spread sections(Form form, Function<SectionClock.Section, Duration> part) {
        return new Spread(of(form).stream().map(Seen::section).map(part).toList());
    }

    private String section(WorkloadReport report) {
        ReportLines lines = new ReportLines();
        lines.line("## Pauses, ms\n");
        lines.line(
                "%s; %d comments in each bucket of the first shard. A bucket is split and merged again, one at a time; after each comes a window as"
                        + " long in which nothing happens. The section goes from the first RENAME sent to the answer of the directory; the wait is the longest"
                        + " of any request that touched these slots in the window.\n",
                load.describe(), comments);
        lines.line("| of %s\n|---|%s", Spread.HEAD, Spread.RULE);
        for (Form form : Form.values()) {
            lines.line(
                    "| %s, %d times: section %s",
                    form.words, of(form).size(), cells(form, SectionClock.Section::whole));
            lines.line("| ... RENAME of the parents %s", cells(form, SectionClock.Section::fence));
            lines.line(
                    "| ... until the copy has everything, compared %s", cells(form, SectionClock.Section::behindFence));
            lines.line("| ... RENAME of the children %s", cells(form, SectionClock.Section::live));
            lines.line("| ... publication %s", cells(form, SectionClock.Section::publication));
            lines.line(
                    "| ... longest wait of a client %s",
                    waits(report, form, Seen::from, Seen::to).cells());
            lines.line(
                    "| ... the same, without %s",
                    waits(report, form, Seen::to, Seen::stillUntil).cells());
        }
        lines.line("| two idle RENAMEs of a move %s", new Spread(idle).cells());
        lines.line("| two idle RENAMEs of a split in 2 %s\n", new Spread(idleSplit).cells());
        lines.line("%s.\n", report);
        return lines.toString();
    }

    private String cells(Form form, Function<SectionClock.Section, Duration> part) {
        return sections(form, part).cells();
    }

    private Spread waits(WorkloadReport report, Form form, Function<Seen, Instant> from, Function<Seen, Instant> to) {
        return new Spread(of(form).stream()
                .map(one -> report.requests()
                        .between(from.apply(one), to.apply(one))
                        .touching(one.slots())
                        .longestWait())
                .toList());
    }
}
