package dev.tessera.model.reorganization;

import dev.tessera.model.checker.Numbers;
import java.util.Arrays;

/** A schema of a shard: of each bucket whose tables stand there one row a slot, represented by its version. */
final class ModelTables {
    static final int NONE = 200;

    private final ReorganizationForm form;
    private final int[] rows;

    ModelTables(ReorganizationForm form) {
        this.form = form;
        rows = new int[form.cells()];
        Arrays.fill(rows, NONE);
    }

    boolean has(int bucket) {
        return row(bucket, form.firstSlot(bucket)) != NONE;
    }

    boolean hasAll(int... buckets) {
        return Arrays.stream(buckets).allMatch(this::has);
    }

    boolean hasAny(int... buckets) {
        return Arrays.stream(buckets).anyMatch(this::has);
    }

    int row(int bucket, int slot) {
        return rows[form.cell(bucket, slot)];
    }

    void write(int bucket, int slot, int version) {
        rows[form.cell(bucket, slot)] = version;
    }

    void drop(int... buckets) {
        for (int bucket : buckets) {
            for (int slot = 0; slot < form.slots(); slot++) {
                if (form.holds(bucket, slot)) {
                    write(bucket, slot, NONE);
                }
            }
        }
    }

    void copy(ModelTables from, int bucket) {
        for (int slot = 0; slot < form.slots(); slot++) {
            if (form.holds(bucket, slot)) {
                write(bucket, slot, from.row(bucket, slot));
            }
        }
    }

    /** One RENAME: all of the buckets or, when one can't be, none. */
    void rename(ModelTables to, int... buckets) {
        if (hasAll(buckets) && !to.hasAny(buckets)) {
            for (int bucket : buckets) {
                to.copy(this, bucket);
            }
            drop(buckets);
        }
    }

    void write(Numbers numbers) {
        for (int row : rows) {
            numbers.put(row);
        }
    }

    void read(Numbers numbers) {
        for (int i = 0; i < rows.length; i++) {
            rows[i] = numbers.next();
        }
    }
}
