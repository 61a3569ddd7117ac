package dev.tessera.ops.move.transfer.verify;

import dev.tessera.ops.move.transfer.apply.ChangedRows;
import dev.tessera.ops.move.transfer.rows.RowKey;
import dev.tessera.ops.move.transfer.rows.TableShape;
import dev.tessera.ops.move.transfer.spec.TransferFailedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/**
 * Tells rows that differ because one side is ahead from rows that differ. A row is read on the source, then the catch-up passes what the
 * source had executed by then, then the row is read on the target: if both are not alike, the source has changed the row since, and the
 * catch-up has seen that change; otherwise it is doubtful. A commit shows its rows a moment before its GTID, so that the set read after a row
 * may lack the very transaction that wrote it: what stays doubtful through several looks, further and further apart, is a mismatch.
 * Not thread-safe.
 */
public final class LiveComparison {
    private static final int LOOKS = 5;
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final ComparedServer source;
    private final ComparedServer target;
    private final ChangedRows changedRows;
    private final BiPredicate<String, Duration> awaitApplied;

    /** @param awaitApplied whether everything up to a GTID set of the source came to the target in time */
    public LiveComparison(
            ComparedServer source,
            ComparedServer target,
            ChangedRows changedRows,
            BiPredicate<String, Duration> awaitApplied) {
        this.source = source;
        this.target = target;
        this.changedRows = changedRows;
        this.awaitApplied = awaitApplied;
    }

    /**
     * Rows that differ though nothing explains it. Rows found equal are no longer among the changed ones; rows that change all the time
     * stay there, for the fence.
     */
    public List<ChangedRows.Row> mismatches(Collection<ChangedRows.Row> suspects) {
        List<ChangedRows.Row> mismatches = new ArrayList<>();
        Map<TableShape, List<ChangedRows.Row>> tables =
                suspects.stream().collect(Collectors.groupingBy(ChangedRows.Row::shape));
        tables.forEach((shape, rows) -> mismatches.addAll(mismatches(shape, rows)));
        return mismatches;
    }

    private List<ChangedRows.Row> mismatches(TableShape shape, List<ChangedRows.Row> rows) {
        List<ChangedRows.Row> mismatches = new ArrayList<>();
        SuspectRows suspectRows = new SuspectRows();
        List<ChangedRows.Row> left = rows;
        for (int look = 0; !left.isEmpty() && (look < LOOKS || !suspectRows.isEmpty()); look++) {
            suspectRows.pause();
            left = lookAgain(shape, left, suspectRows, mismatches);
        }
        return mismatches;
    }

    /** Returns the rows of which nothing is known yet. */
    private List<ChangedRows.Row> lookAgain(
            TableShape shape, List<ChangedRows.Row> rows, SuspectRows suspectRows, List<ChangedRows.Row> mismatches) {
        long moment = changedRows.now();
        Set<ChangedRows.Row> differing = differing(shape, rows);
        List<ChangedRows.Row> equal = new ArrayList<>(rows);
        equal.removeAll(differing);
        suspectRows.dispel(equal);
        changedRows.forget(equal, moment);
        List<ChangedRows.Row> left = new ArrayList<>();
        for (ChangedRows.Row row : differing) {
            if (changedRows.changedAfter(row, moment)) {
                suspectRows.dispel(List.of(row));
                left.add(row);
            } else if (suspectRows.isConfirmed(row)) {
                mismatches.add(row);
            } else {
                left.add(row);
            }
        }
        return left;
    }

    private Set<ChangedRows.Row> differing(TableShape shape, List<ChangedRows.Row> rows) {
        Set<RowKey> keys = rows.stream().map(ChangedRows.Row::key).collect(Collectors.toCollection(HashSet::new));
        Map<RowKey, String> ofSource = source.rows(shape, keys);
        String executed = source.session().text("select @@global.gtid_executed");
        if (!awaitApplied.test(executed, TIMEOUT)) {
            throw new TransferFailedException("the catch-up didn't pass " + executed + " within " + TIMEOUT.toSeconds()
                    + " s: rows that differ can't be distinguished from rows that are still being applied");
        }
        return TableComparer.differingRows(shape, new TableComparer.Answers<>(ofSource, target.rows(shape, keys)));
    }
}
