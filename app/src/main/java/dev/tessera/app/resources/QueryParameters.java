package dev.tessera.app.resources;

import dev.tessera.app.core.page.PageOrder;
import dev.tessera.app.core.page.PageRequest;
import dev.tessera.app.errors.ProblemException;
import dev.tessera.app.errors.ProblemType;
import dev.tessera.shardconfig.EntityId;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Query parameters: each at most once, and unknown ones are refused. */
final class QueryParameters {
    private static final int DEFAULT_LIMIT = 20;
    private static final Pattern COUNT = Pattern.compile("[1-9][0-9]{0,17}");

    private final MultivaluedMap<String, String> values;

    QueryParameters(MultivaluedMap<String, String> values, Set<String> known) {
        this.values = values;
        values.forEach((name, given) -> check(name, given, known));
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(values.getFirst(name));
    }

    /** @param what it is, for who sent something else */
    Optional<EntityId> id(String name, String what) {
        try {
            return text(name).map(EntityId::parse);
        } catch (NumberFormatException e) {
            throw invalid(name + " is " + what);
        }
    }

    PageOrder order() {
        return switch (text("order").orElse("newest")) {
            case "newest" -> PageOrder.NEWEST;
            case "oldest" -> PageOrder.OLDEST;
            default -> throw invalid("order is newest or oldest");
        };
    }

    int limit() {
        return limit(DEFAULT_LIMIT);
    }

    /** 1 at least; above the maximum it is the maximum. */
    int limit(int otherwise) {
        String text = text("limit").orElse(String.valueOf(otherwise));
        if (!COUNT.matcher(text).matches()) {
            throw invalid("limit is a whole number from 1; a page holds " + PageRequest.MAX_LIMIT + " at most");
        }
        return (int) Math.min(Long.parseLong(text), PageRequest.MAX_LIMIT);
    }

    static ProblemException invalid(String detail) {
        return new ProblemException(ProblemType.INVALID_PARAMETER, detail);
    }

    private static void check(String name, List<String> given, Set<String> known) {
        if (!known.contains(name)) {
            throw invalid("the parameters here are "
                    + String.join(", ", known.stream().sorted().toList()));
        }
        if (given.size() > 1) {
            throw invalid(name + " is given more than once");
        }
    }
}
