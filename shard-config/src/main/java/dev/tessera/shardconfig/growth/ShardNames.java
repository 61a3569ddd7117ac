package dev.tessera.shardconfig.growth;

import dev.tessera.shardconfig.ShardName;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Names of shards in a list: one name, or a range in braces as in a shell, {@code shard-{05..16}} or {@code shard-{a..d}}. */
final class ShardNames {
    private static final Pattern NUMBERS = Pattern.compile("(.*)\\{([0-9]{1,4})\\.\\.([0-9]{1,4})}(.*)");
    private static final Pattern LETTERS = Pattern.compile("(.*)\\{([a-z])\\.\\.([a-z])}(.*)");

    private ShardNames() {}

    static List<ShardName> parse(String text) {
        Matcher numbers = NUMBERS.matcher(text);
        if (numbers.matches()) {
            String format = "%0" + numbers.group(2).length() + "d";
            return range(text, Integer.parseInt(numbers.group(2)), Integer.parseInt(numbers.group(3)))
                    .mapToObj(number -> name(numbers, String.format(Locale.ROOT, format, number)))
                    .toList();
        }
        Matcher letters = LETTERS.matcher(text);
        if (letters.matches()) {
            return range(text, letters.group(2).charAt(0), letters.group(3).charAt(0))
                    .mapToObj(letter -> name(letters, String.valueOf((char) letter)))
                    .toList();
        }
        return List.of(new ShardName(text));
    }

    private static IntStream range(String text, int first, int last) {
        if (last < first) {
            throw new IllegalArgumentException("'" + text + "' counts down; a range counts up");
        }
        return IntStream.rangeClosed(first, last);
    }

    private static ShardName name(Matcher matcher, String middle) {
        return new ShardName(matcher.group(1) + middle + matcher.group(4));
    }
}
