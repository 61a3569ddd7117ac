package dev.tessera.app.auth;

import dev.tessera.app.api.NewComment;
import dev.tessera.app.errors.FieldProblems;
import dev.tessera.app.errors.ProblemException;
import dev.tessera.app.errors.ProblemType;
import dev.tessera.shardconfig.EntityId;

/** Whose request it is. There is no sign-in yet: whoever writes a comment says who they are, and is believed. */
public final class AuthorIdentity {
    private AuthorIdentity() {}

    /** @throws ProblemException when the request doesn't say, or says what can't be an id */
    public static EntityId authorOf(NewComment request) {
        FieldProblems problems = new FieldProblems();
        String id = problems.required("/author_id", request.authorId());
        problems.throwIfAny(ProblemType.INVALID_FIELDS);
        try {
            return EntityId.parse(id);
        } catch (NumberFormatException e) {
            throw ProblemException.ofField(
                    ProblemType.INVALID_ID, "/author_id", "an id is a decimal number, sent as a string");
        }
    }
}
