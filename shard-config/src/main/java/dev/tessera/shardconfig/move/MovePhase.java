package dev.tessera.shardconfig.move;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Where a move of a bucket stands. The legal transitions are data, see {@link #canBecome}; every one is made by {@code MoveTransitions} of migrations. */
public enum MovePhase {
    /** Written down; nothing was done yet. */
    PLANNED(Home.SOURCE),
    /** Rows go to the target's incoming schema; nothing of the binlog is applied yet. */
    COPYING(Home.SOURCE),
    /** What was written since the copy began is applied, in commit order. */
    CATCHING_UP(Home.SOURCE),
    /** Source and target are compared under writes. */
    VERIFYING(Home.SOURCE),
    /** Between the source's RENAME and the target's: which tables are live decides, not this word. */
    CUTOVER(Home.LOOK),
    /** The bucket lives on the target; what is written there also goes back into the frozen tables. */
    SWITCHED(Home.TARGET),
    /** The frozen tables are gone. */
    DONE(Home.TARGET),
    /** A further move made the frozen tables live again: the bucket went back. */
    REVERSED(Home.SOURCE),
    /**
     * A reorganization whose server was replaced by one that had never heard of its end: the parents are live again there, and the copy is
     * of no use.
     */
    UNDONE(Home.SOURCE),
    /** Given up before the target went live; the source never lost the bucket or has it back. */
    ABORTED(Home.SOURCE);

    /** Where the bucket lives while a move is in a phase. */
    public enum Home {
        SOURCE,
        TARGET,
        /** Only the catalogs of the two servers know. */
        LOOK
    }

    private static final Map<MovePhase, Set<MovePhase>> NEXT = new EnumMap<>(Map.of(
            PLANNED, EnumSet.of(COPYING, CATCHING_UP, ABORTED),
            COPYING, EnumSet.of(CATCHING_UP, ABORTED),
            CATCHING_UP, EnumSet.of(VERIFYING, ABORTED),
            VERIFYING, EnumSet.of(CUTOVER, CATCHING_UP, ABORTED),
            CUTOVER, EnumSet.of(SWITCHED, VERIFYING, ABORTED),
            SWITCHED, EnumSet.of(DONE, REVERSED, UNDONE),
            DONE, EnumSet.noneOf(MovePhase.class),
            REVERSED, EnumSet.noneOf(MovePhase.class),
            UNDONE, EnumSet.noneOf(MovePhase.class),
            ABORTED, EnumSet.noneOf(MovePhase.class)));

    private final Home home;

    MovePhase(Home home) {
        this.home = home;
    }

    public Home home() {
        return home;
    }

    /** As the directory's column has it, and people read it: {@code catching_up}. */
    public String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException when no phase is written like that */
    public static MovePhase ofColumn(String column) {
        return valueOf(column.toUpperCase(Locale.ROOT));
    }

    /** As SQL has it: {@code 'catching_up'}. */
    public String literal() {
        return "'" + column() + "'";
    }

    /** The bucket can't be moved otherwise meanwhile: a move that is over, or whose bucket has its new home, leaves room for another. */
    public boolean holdsBucket() {
        return this != SWITCHED && !isTerminal();
    }

    /** No phase follows. */
    public boolean isTerminal() {
        return next().isEmpty();
    }

    public boolean canBecome(MovePhase phase) {
        return next().contains(phase);
    }

    private Set<MovePhase> next() {
        return NEXT.getOrDefault(this, Set.of());
    }
}
