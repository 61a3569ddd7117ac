package dev.tessera.e2e.faults;

import dev.tessera.testbed.proxy.BreakableProxy;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The ids under which comments and users were inserted, seen from the wire: also those of transactions that came to nothing. */
final class WrittenIds {
    private static final Pattern INSERT =
            Pattern.compile("insert into (?:comments|users)_\\d+_\\d+ .*?values \\((\\d+),", Pattern.DOTALL);

    private final Set<String> ids = ConcurrentHashMap.newKeySet();

    /** Looks on until the proxy is restored. */
    static WrittenIds through(BreakableProxy proxy) {
        WrittenIds written = new WrittenIds();
        proxy.cutBefore(written::isReasonToCut, 1);
        return written;
    }

    /** Since the last call. */
    Set<String> take() {
        Set<String> taken = Set.copyOf(ids);
        ids.clear();
        return taken;
    }

    private boolean isReasonToCut(String sql) {
        Matcher insert = INSERT.matcher(sql);
        if (insert.find()) {
            ids.add(insert.group(1));
        }
        return false;
    }
}
