package dev.tessera.migrations.definition;

import dev.tessera.migrations.sql.SqlSession;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;

/** Compares tables by the statements that the server prints to create them. */
public final class TablesAlike {
    private final SqlSession session;

    public TablesAlike(SqlSession session) {
        this.session = session;
    }

    /** Of each table that isn't the same in both schemas, what only one of them has. */
    public List<String> differences(String schema, String asItShouldBe, SortedSet<String> tables) {
        List<String> differences = new ArrayList<>();
        for (String table : tables) {
            Set<String> is = lines(schema, table);
            Set<String> shouldBe = lines(asItShouldBe, table);
            if (!is.equals(shouldBe)) {
                differences.add(table + " isn't as the changelog makes it: " + without(is, shouldBe, "it has ")
                        + without(shouldBe, is, "it lacks "));
            }
        }
        return differences;
    }

    private static String without(Set<String> all, Set<String> others, String words) {
        Set<String> rest = new LinkedHashSet<>(all);
        rest.removeAll(others);
        return rest.isEmpty() ? "" : words + String.join(", ", rest) + "; ";
    }

    /** Without the commas that part them: the last line has none. */
    private Set<String> lines(String schema, String table) {
        Set<String> lines = new LinkedHashSet<>();
        session.query("show create table " + schema + "." + table, row -> row.getString(2))
                .forEach(sql -> sql.lines()
                        .map(line -> line.strip().replaceAll(",$", ""))
                        .forEach(lines::add));
        return lines;
    }
}
