package dev.tessera.app.core.page;

import dev.tessera.app.db.KeysetRun;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * Makes a page of runs of an index. One entry more than the page holds tells whether the list goes on there.
 *
 * @param <T> an entry of the index
 */
public final class PageReader<T> {
    private final PageRequest request;
    private final Function<KeysetRun, List<T>> runs;
    private final ToLongFunction<T> id;

    /** @param id of an entry */
    public PageReader(PageRequest request, Function<KeysetRun, List<T>> runs, ToLongFunction<T> id) {
        this.request = request;
        this.runs = runs;
        this.id = id;
    }

    /** One run; around an entry two. Without items when there is no such entry. */
    public Page<T> read() {
        long position = request.position().id();
        return switch (request.position().direction()) {
            case AFTER -> onwards(position);
            case BEFORE -> backwards(position);
            case AROUND -> around(position);
        };
    }

    private Page<T> onwards(long after) {
        Cut<T> cut = run(true, after, request.limit());
        Optional<PagePosition> previous = request.isFirst()
                ? Optional.empty()
                : Optional.of(PagePosition.before(cut.kept().isEmpty() ? order().after(after) : id(cut.kept(), 0)));
        return new Page<>(cut.kept(), next(cut, after), previous, cut.goesOn());
    }

    private Page<T> backwards(long before) {
        Cut<T> cut = run(false, before, request.limit());
        List<T> items = reversed(cut.kept());
        long last = items.isEmpty() ? order().before(before) : id(items, items.size() - 1);
        return new Page<>(items, Optional.of(PagePosition.after(last)), previous(cut, items), true);
    }

    private Page<T> around(long middle) {
        int before = request.limit() / 2;
        Cut<T> onwards = run(true, order().before(middle), request.limit() - before);
        if (onwards.kept().isEmpty() || id(onwards.kept(), 0) != middle) {
            return new Page<>(List.of(), Optional.empty(), Optional.empty(), false);
        }
        Cut<T> backwards = run(false, middle, before);
        List<T> items = Stream.concat(reversed(backwards.kept()).stream(), onwards.kept().stream())
                .toList();
        return new Page<>(items, next(onwards, middle), previous(backwards, items), onwards.goesOn());
    }

    private Optional<PagePosition> next(Cut<T> cut, long otherwise) {
        long last = cut.kept().isEmpty() ? otherwise : id(cut.kept(), cut.kept().size() - 1);
        return cut.goesOn() || order() == PageOrder.OLDEST ? Optional.of(PagePosition.after(last)) : Optional.empty();
    }

    private Optional<PagePosition> previous(Cut<T> cut, List<T> items) {
        return cut.goesOn() ? Optional.of(PagePosition.before(id(items, 0))) : Optional.empty();
    }

    /** @param goesOn whether the list has more beyond */
    private record Cut<T>(List<T> kept, boolean goesOn) {}

    private Cut<T> run(boolean onwards, long from, int limit) {
        boolean ascending = onwards == (order() == PageOrder.OLDEST);
        List<T> entries = runs.apply(new KeysetRun(ascending, from, limit + 1));
        boolean goesOn = entries.size() > limit;
        return new Cut<>(goesOn ? entries.subList(0, limit) : entries, goesOn);
    }

    private long id(List<T> items, int index) {
        return id.applyAsLong(items.get(index));
    }

    private PageOrder order() {
        return request.order();
    }

    private static <T> List<T> reversed(List<T> items) {
        List<T> copy = new ArrayList<>(items);
        Collections.reverse(copy);
        return copy;
    }
}
