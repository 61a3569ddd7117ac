package dev.tessera.app.refusal;

import dev.tessera.shardconfig.TesseraException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request was refused, and nothing was changed. The message is for users: no SQL, no names of tables or shards. */
public final class RefusedException extends TesseraException {
    private static final long serialVersionUID = 1L;

    private final RefusalKind kind;
    private final transient List<FieldRefusal> fields;

    public RefusedException(RefusalKind kind, String detail) {
        this(kind, detail, List.of(), null);
    }

    public RefusedException(RefusalKind kind, String detail, @Nullable Throwable cause) {
        this(kind, detail, List.of(), cause);
    }

    private RefusedException(RefusalKind kind, String detail, List<FieldRefusal> fields, @Nullable Throwable cause) {
        super(detail, cause);
        this.kind = kind;
        this.fields = List.copyOf(fields);
    }

    public static RefusedException ofFields(RefusalKind kind, List<FieldRefusal> fields) {
        String detail = fields.size() == 1 ? fields.get(0).detail() : fields.size() + " fields aren't valid";
        return new RefusedException(kind, detail, fields, null);
    }

    /** Because of a single field, whose code is the kind's. */
    public static RefusedException ofField(RefusalKind kind, String field, String detail) {
        return ofFields(kind, List.of(new FieldRefusal(field, kind.code(), detail)));
    }

    public RefusalKind kind() {
        return kind;
    }

    public List<FieldRefusal> fields() {
        return fields;
    }
}
