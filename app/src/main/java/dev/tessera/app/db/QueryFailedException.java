package dev.tessera.app.db;

import dev.tessera.shardconfig.TesseraException;
import dev.tessera.shardconfig.redaction.Redaction;
import java.sql.SQLException;

/** MySQL refused a statement, or its answer can't be read. */
public final class QueryFailedException extends TesseraException {
    private static final long serialVersionUID = 1L;

    QueryFailedException(SQLException cause) {
        super("a statement failed: " + Redaction.message(cause), cause);
    }
}
