package dev.tessera.shardconfig.internal.yaml;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads a plain value. Strict in types: {@code "64"} is not a number, {@code 64} is not a name, {@code yes} is not a boolean. */
@FunctionalInterface
public interface YamlScalar<T> {
    Pattern DECIMAL = Pattern.compile("0|[1-9][0-9]{0,8}");
    Pattern DECIMAL_FRACTION = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,6})?");

    /** @throws IllegalArgumentException when the value is something else; the message says what was expected */
    T read(Node node);

    default <R> YamlScalar<R> map(Function<? super T, R> parse) {
        return node -> parse.apply(read(node));
    }

    static <T> YamlScalar<T> text(Function<String, T> parse) {
        return node -> parse.apply(value(node, Tag.STR, "a text"));
    }

    /** A text or a whole number, as {@code 10GiB} or {@code 1048576}. */
    static <T> YamlScalar<T> textOrNumber(Function<String, T> parse) {
        return node ->
                parse.apply(value(node, node.getTag().equals(Tag.INT) ? Tag.INT : Tag.STR, "a text or a number"));
    }

    static YamlScalar<Integer> wholeNumber() {
        return node -> {
            String digits = value(node, Tag.INT, "a whole number");
            if (!DECIMAL.matcher(digits).matches()) {
                throw new IllegalArgumentException("a whole number is expected, in plain decimal digits");
            }
            return Integer.valueOf(digits);
        };
    }

    /** A number that may have a fraction, in plain decimal digits. */
    static YamlScalar<Double> number() {
        return node -> {
            Tag tag = node.getTag().equals(Tag.INT) ? Tag.INT : Tag.FLOAT;
            String digits = value(node, tag, "a number");
            if (!DECIMAL_FRACTION.matcher(digits).matches()) {
                throw new IllegalArgumentException("a number is expected, in plain decimal digits");
            }
            return Double.valueOf(digits);
        };
    }

    /** A day such as {@code 2027-04-01}. */
    static YamlScalar<LocalDate> date() {
        return node -> {
            String text = value(node, Tag.TIMESTAMP, "a day, such as 2027-04-01,");
            try {
                return LocalDate.parse(text);
            } catch (DateTimeParseException e) {
                throw new IllegalArgumentException("'" + text + "' is not a day, such as 2027-04-01", e);
            }
        };
    }

    static YamlScalar<Boolean> truth() {
        return node -> switch (value(node, Tag.BOOL, "true or false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("true or false is expected");
        };
    }

    private static String value(Node node, Tag tag, String expected) {
        if (node instanceof ScalarNode scalar && scalar.getTag().equals(tag)) {
            return scalar.getValue();
        }
        throw new IllegalArgumentException(expected + " is expected");
    }
}
