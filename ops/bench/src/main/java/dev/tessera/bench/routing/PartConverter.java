package dev.tessera.bench.routing;

import java.util.Locale;
import picocli.CommandLine.ITypeConverter;

/** Reads a part as it is printed: {@code sides}. */
final class PartConverter implements ITypeConverter<Part> {
    @Override
    public Part convert(String text) {
        return Part.valueOf(text.toUpperCase(Locale.ROOT));
    }
}
