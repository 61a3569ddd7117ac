package dev.tessera.migrations.changelog;

import dev.tessera.migrations.sql.MigrationFailedException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import liquibase.change.AbstractSQLChange;
import liquibase.changelog.ChangeLogParameters;
import liquibase.changelog.ChangeSet;
import liquibase.exception.ChangeLogParseException;
import liquibase.parser.core.formattedsql.FormattedSqlChangeLogParser;

/** Parses changelog files with Liquibase. */
final class LiquibaseChangelog {
    private LiquibaseChangelog() {}

    static List<ChangeSet> parse(ChangelogFile file, Map<String, String> parameters) {
        ChangeLogParameters values = new ChangeLogParameters();
        parameters.forEach(values::set);
        return QuietLiquibase.call(() -> {
            try {
                return new FormattedSqlChangeLogParser()
                        .parse(file.name(), values, new OneFileAccessor(file.name(), file.content()))
                        .getChangeSets();
            } catch (ChangeLogParseException e) {
                throw new MigrationFailedException("changelog file " + file.name() + " can't be parsed", e);
            }
        });
    }

    static String sql(ChangeSet changeSet) {
        return changeSet.getChanges().stream()
                .map(change -> ((AbstractSQLChange) change).getSql().strip())
                .collect(Collectors.joining("\n"));
    }
}
