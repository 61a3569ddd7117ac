package dev.tessera.testbed;

import dev.tessera.testbed.apt.FetchSource;
import dev.tessera.testbed.docker.DockerSource;
import dev.tessera.testbed.process.Cache;
import dev.tessera.testbed.process.TestbedException;
import dev.tessera.testbed.server.LocalSource;
import dev.tessera.testbed.server.MySqlProvider;
import dev.tessera.testbed.server.Source;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the sources in order, or only the one that the environment names. */
public final class MySqlSources {
    static final String CHOICE = "TESSERA_MYSQL";
    private static final Logger log = LoggerFactory.getLogger(MySqlSources.class);

    private final String choice;
    private final List<Source> sources;

    MySqlSources(Map<String, String> environment, List<Source> sources) {
        this.choice = environment.getOrDefault(CHOICE, "");
        this.sources = List.copyOf(sources);
    }

    /**
     * Finds the first that works of docker, local, fetch, or the one that {@code TESSERA_MYSQL} names, and logs which
     * and why. May fetch packages, once.
     *
     * @throws TestbedException naming every way out, if there is none
     */
    public static MySqlProvider detect() {
        return of(System.getenv()).find();
    }

    /**
     * Finds servers in one place only.
     *
     * @param source docker, local or fetch
     * @throws TestbedException saying why there are none there
     */
    public static MySqlProvider from(String source) {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put(CHOICE, source);
        return of(environment).find();
    }

    private static MySqlSources of(Map<String, String> environment) {
        Cache cache = Cache.ofUser(environment);
        Source fetch = new FetchSource(cache);
        return new MySqlSources(
                environment, List.of(new DockerSource(environment, fetch), new LocalSource(environment, cache), fetch));
    }

    MySqlProvider find() {
        return choice.isEmpty() ? first() : chosen();
    }

    private MySqlProvider chosen() {
        Source source = sources.stream()
                .filter(each -> each.name().equals(choice))
                .findFirst()
                .orElseThrow(() -> new TestbedException(CHOICE + "=" + choice + ": must be one of " + names()));
        try {
            return logged(source, source.find(), CHOICE + "=" + choice);
        } catch (TestbedException e) {
            throw new TestbedException(CHOICE + "=" + choice + ", but: " + e.getMessage(), e);
        }
    }

    private MySqlProvider first() {
        StringBuilder missing = new StringBuilder();
        for (Source source : sources) {
            try {
                return logged(source, source.find(), missing.isEmpty() ? "the first choice" : missing.toString());
            } catch (TestbedException e) {
                missing.append(missing.isEmpty() ? "" : "; ")
                        .append(source.name())
                        .append(": ")
                        .append(e.getMessage());
            }
        }
        throw new TestbedException(nothingFound(missing.toString()));
    }

    private static MySqlProvider logged(Source source, MySqlProvider provider, String why) {
        log.info("MySQL from {}: {} ({})", source.name(), provider, why);
        return provider;
    }

    private String nothingFound(String reasons) {
        return IntStream.range(0, sources.size())
                .mapToObj(i -> "\n  " + (i + 1) + ". " + sources.get(i).wayOut())
                .collect(Collectors.joining(
                        "", "No MySQL server to work with. Any of these helps:", "\nTried: " + reasons));
    }

    private String names() {
        return sources.stream().map(Source::name).collect(Collectors.joining(", "));
    }
}
