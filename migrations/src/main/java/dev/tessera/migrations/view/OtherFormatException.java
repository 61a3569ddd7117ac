package dev.tessera.migrations.view;

import dev.tessera.migrations.sql.MigrationRefusedException;
import java.util.List;

/** The directory describes data of another format than this version of Tessera reads. */
public final class OtherFormatException extends MigrationRefusedException {
    OtherFormatException(String message) {
        super(List.of(message));
    }
}
