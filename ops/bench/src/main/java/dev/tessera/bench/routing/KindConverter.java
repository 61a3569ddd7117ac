package dev.tessera.bench.routing;

import dev.tessera.bench.routing.sides.Kind;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;

/** Reads a kind as it is printed: {@code point-read}. */
final class KindConverter implements ITypeConverter<Kind> {
    @Override
    public Kind convert(String text) {
        return Kind.valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
