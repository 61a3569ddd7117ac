package dev.tessera.app.refusal;

import dev.tessera.shardconfig.EntityId;
import dev.tessera.shardconfig.TesseraException;

/** A row was to be changed, and whether the change was committed isn't known. */
public final class ChangeOutcomeUnknownException extends TesseraException {
    private static final long serialVersionUID = 1L;

    private final transient EntityId id;

    /** @param id of the row */
    public ChangeOutcomeUnknownException(EntityId id, Throwable cause) {
        super("it isn't known whether a change was committed", cause);
        this.id = id;
    }

    public EntityId id() {
        return id;
    }
}
