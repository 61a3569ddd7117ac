package dev.tessera.app.resources;

import dev.tessera.app.errors.ProblemException;
import dev.tessera.app.errors.ProblemType;
import dev.tessera.shardconfig.EntityId;

/** Ids as parts of a path: what isn't an id names nothing. */
final class PathIds {
    private PathIds() {}

    static EntityId parse(String what, String text) {
        try {
            return EntityId.parse(text);
        } catch (NumberFormatException e) {
            throw notFound(what);
        }
    }

    static ProblemException notFound(String what) {
        return new ProblemException(ProblemType.NOT_FOUND, "there is no such " + what);
    }
}
