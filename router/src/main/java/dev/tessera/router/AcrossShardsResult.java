package dev.tessera.router;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of a statement over all buckets.
 *
 * @param rows in order, each with a value for each column, as JDBC gave it
 * @param directoryVersion the version of the directory before and after: no bucket changed its home meanwhile
 */
public record AcrossShardsResult(List<String> columns, List<List<@Nullable Object>> rows, long directoryVersion) {
    public AcrossShardsResult {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }
}
