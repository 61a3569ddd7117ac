package dev.tessera.app.api;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.tessera.app.errors.ProblemException;
import dev.tessera.app.errors.ProblemType;
import java.io.IOException;
import java.util.stream.Collectors;

/** The refusals of JSON that can't be read: a text of Tessera and a pointer, never the parser's text. */
final class JsonRefusals {
    private static final String DUPLICATE = "Duplicate field";

    private JsonRefusals() {}

    static ProblemException of(IOException failure) {
        IOException cause = failure.getCause() instanceof StreamConstraintsException limits ? limits : failure;
        if (cause instanceof StreamConstraintsException) {
            return new ProblemException(
                    ProblemType.JSON_LIMITS, "too deep, too many values, or a number or name that is too long");
        }
        if (cause instanceof UnrecognizedPropertyException unknown) {
            return ProblemException.ofField(
                    ProblemType.UNKNOWN_FIELD, pointer(unknown), "there is no such field in this request");
        }
        if (isDuplicate(cause)) {
            return new ProblemException(ProblemType.JSON_LIMITS, "a field stands in the object twice");
        }
        if (cause instanceof JsonMappingException mapping && !(cause.getCause() instanceof JsonParseException)) {
            return wrongType(mapping);
        }
        return new ProblemException(ProblemType.MALFORMED_JSON, "the body can't be parsed as one JSON document");
    }

    private static ProblemException wrongType(JsonMappingException mapping) {
        String pointer = pointer(mapping);
        return ProblemException.ofField(
                ProblemType.INVALID_TYPE, pointer, pointer.isEmpty() ? "not a JSON object" : "not a JSON string");
    }

    private static boolean isDuplicate(Throwable failure) {
        Throwable parse = failure instanceof JsonParseException ? failure : failure.getCause();
        return parse instanceof JsonParseException
                && String.valueOf(parse.getMessage()).startsWith(DUPLICATE);
    }

    private static String pointer(JsonMappingException failure) {
        return failure.getPath().stream()
                .map(step -> step.getFieldName() == null ? String.valueOf(step.getIndex()) : step.getFieldName())
                .map(name -> "/" + name.replace("~", "~0").replace("/", "~1"))
                .collect(Collectors.joining());
    }
}
