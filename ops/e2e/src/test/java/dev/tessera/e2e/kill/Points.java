package dev.tessera.e2e.kill;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The milestones of a mover, in the order in which it passes them. A run that passes one that isn't here fails. */
final class Points {
    static final List<String> MOVE = new Points()
            .journal("phase-COPYING", "ledger-incoming")
            .act("incoming-tables")
            .journal("start-position")
            .act("copy")
            .journal("phase-CATCHING_UP", "phase-VERIFYING")
            .act("verify")
            .journal("phase-CUTOVER", "cutover-ends", "ledger-frozen")
            .act("frozen-schema")
            .journal("home-epoch")
            .act("registry-of-target")
            .journal("definitions-kept", "cutover-begins")
            .silent("fence", "drain", "recheck", "target-live")
            .journal("switch", "pause-measured")
            .act("forget-schema-at-source")
            .journal("compared-whole-done")
            .names;

    /** Of a move that goes back to the originals of another, which is cleared away. */
    static final List<String> REVERSE = new Points()
            .journal("start-position", "phase-CATCHING_UP", "phase-VERIFYING")
            .act("verify")
            .journal("phase-CUTOVER", "cutover-ends", "ledger-frozen")
            .act("frozen-schema")
            .journal("home-epoch")
            .act("registry-of-target")
            .journal("definitions-kept", "cutover-begins")
            .silent("fence", "drain", "recheck", "target-live")
            .journal("switch", "pause-measured")
            .act("forget-schema-at-source", "drop-incoming")
            .journal("cleared-incoming")
            .act("drop-frozen")
            .journal("cleared-frozen", "compared-whole-done")
            .names;

    /** Of a move that was left behind its fence. */
    static final List<String> ABORT = new Points()
            .silent("unfence")
            .journal("cutover-ends")
            .act("forget-home-at-target", "drop-incoming")
            .journal("cleared-incoming")
            .act("drop-frozen")
            .journal("cleared-frozen", "phase-ABORTED")
            .names;

    static final List<String> COMPLETE = new Points()
            .act("forget-schema-at-source")
            .journal("reverse-replication-ends")
            .act("drop-incoming")
            .journal("cleared-incoming")
            .act("drop-frozen")
            .journal("cleared-frozen", "phase-DONE")
            .names;

    /** Of an agent that finds the bucket frozen. */
    static final List<String> SETTLE_BACK = new Points()
            .silent("unfence")
            .journal("cutover-ends", "phase-VERIFYING")
            .names("repair:before-audit")
            .names;

    /** Of an agent that finds the bucket live where it was. */
    static final List<String> SETTLE_UNFENCED =
            new Points().journal("cutover-ends", "phase-VERIFYING").names("repair:before-audit").names;

    /** Of an agent that finds the target live. */
    static final List<String> SETTLE_FORWARD = new Points().journal("switch").names("repair:before-audit").names;

    /** Of an agent that finds a directory without its last flip. */
    static final List<String> CORRECT = new Points().names("correct:before-publish", "repair:before-audit").names;

    /** Not passed by a move that has one attempt and few rows. */
    private static final List<String> RARE = new Points()
            .journal("cutover-attempt-given-up")
            .act("compare-after-switch")
            .names("rename-away:before-act")
            .names;

    private final List<String> names = new ArrayList<>();

    private Points() {}

    static Set<String> all() {
        Set<String> all = new TreeSet<>();
        List.of(MOVE, REVERSE, ABORT, COMPLETE, SETTLE_BACK, SETTLE_FORWARD, CORRECT, RARE)
                .forEach(all::addAll);
        return all;
    }

    /** Without those that are the same place: nothing happens between one step's end and the beginning of the next. */
    static List<String> places(List<String> points) {
        String last = points.get(points.size() - 1);
        return points.stream()
                .filter(point -> point.contains(":before-") || point.equals(last))
                .toList();
    }

    private Points journal(String... writes) {
        for (String write : writes) {
            names(write + ":before-journal", write + ":after-journal");
        }
        return this;
    }

    private Points silent(String... acts) {
        for (String act : acts) {
            names(act + ":before-act", act + ":after-act");
        }
        return this;
    }

    private Points act(String... acts) {
        for (String act : acts) {
            journal(act + "-begun").silent(act).journal(act + "-done");
        }
        return this;
    }

    private Points names(String... more) {
        names.addAll(List.of(more));
        return this;
    }
}
