package dev.tessera.migrations.view;

import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.shardconfig.DirectoryFormat;
import dev.tessera.shardconfig.SchemaName;
import java.util.List;

/** Refuses a directory whose data have another format than this version of Tessera reads. */
public final class DirectoryFormatCheck {
    private DirectoryFormatCheck() {}

    /** @throws OtherFormatException saying which format was found and what to do; not when there is no directory yet */
    public static void require(SqlSession session, SchemaName schema) {
        String directory = session.address() + "/" + schema;
        List<String> columns = session.query(
                "select column_name from information_schema.columns where table_schema = ? and table_name = 'cluster'",
                row -> row.getString(1),
                schema.value());
        if (!columns.isEmpty() && !columns.contains("format")) {
            throw new OtherFormatException(DirectoryFormat.refusalOfUnnumbered(directory));
        }
        if (!columns.isEmpty()) {
            session.query("select format from " + schema + ".cluster", row -> row.getInt(1)).stream()
                    .filter(format -> format != DirectoryFormat.CURRENT)
                    .forEach(format -> {
                        throw new OtherFormatException(DirectoryFormat.refusal(directory, "format " + format));
                    });
        }
    }
}
