package dev.tessera.ops.move.transfer;

import dev.tessera.ops.move.transfer.rows.DataSession;
import dev.tessera.ops.move.transfer.rows.ShapeReader;
import dev.tessera.ops.move.transfer.spec.ServerLogin;
import java.util.List;
import java.util.SortedSet;

/** Whether tables can be carried so that every value arrives bit by bit. For the preflight: reads catalogs only. */
public final class TransferSupport {
    private final ServerLogin server;
    private final String schema;
    private final SortedSet<String> tables;

    /** @param tables physical names, as they stand in the schema on the server */
    public TransferSupport(ServerLogin server, String schema, SortedSet<String> tables) {
        this.server = server;
        this.schema = schema;
        this.tables = tables;
    }

    /** Each a sentence that names table and column; empty when all can be transferred. */
    public List<String> problems() {
        try (DataSession session = DataSession.open(server)) {
            return new ShapeReader(session, schema)
                    .read(tables).values().stream()
                            .flatMap(shape -> shape.problems().stream())
                            .toList();
        }
    }
}
