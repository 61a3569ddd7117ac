package dev.tessera.app.auth;

import dev.tessera.app.api.NewComment;
import dev.tessera.app.errors.ProblemException;
import dev.tessera.app.errors.ProblemType;
import dev.tessera.app.refusal.FieldRefusals;
import dev.tessera.app.refusal.RefusalKind;
import dev.tessera.shardconfig.EntityId;

/** The user who sends a request. There is no authentication yet: the author id of the request is taken as it is. */
public final class AuthorIdentity {
    private AuthorIdentity() {}

    /** Refused when the request doesn't say, or says what can't be an id. */
    public static EntityId authorOf(NewComment request) {
        FieldRefusals refusals = new FieldRefusals();
        String id = refusals.required("author_id", request.authorId());
        refusals.throwIfAny(RefusalKind.INVALID_FIELDS);
        try {
            return EntityId.parse(id);
        } catch (NumberFormatException e) {
            throw ProblemException.ofField(
                    ProblemType.INVALID_ID, "/author_id", "an id is a decimal number, sent as a string");
        }
    }
}
