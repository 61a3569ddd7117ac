package dev.tessera.app.refusal;

import dev.tessera.app.model.Comment;
import dev.tessera.shardconfig.TesseraException;

/** A comment was to be changed, and isn't what the sender has read any more; nothing was changed. */
public final class StaleVersionException extends TesseraException {
    private static final long serialVersionUID = 1L;

    private final transient Comment present;

    public StaleVersionException(Comment present) {
        super("read it again, and decide whether the change still holds");
        this.present = present;
    }

    /** What the comment is now. */
    public Comment present() {
        return present;
    }
}
