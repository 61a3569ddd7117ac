package dev.tessera.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.util.Map;

/** What to try next, as lines that work when pasted. */
final class Hints {
    private static final String SITE_AND_PATH =
            "{\"site\":\"%s\",\"path\":\"%s\",\"title\":\"All about mosaics, part 1\"}"
                    .formatted(SampleData.FIRST_SITE, SampleData.FIRST_PATH);

    private Hints() {}

    static void print(PrintStream out, Api api, Options options, Map<String, Integer> servers, long seconds)
            throws InterruptedException {
        String base = "http://127.0.0.1:" + Options.appPort(0);
        out.println();
        out.println("Tessera is ready after " + seconds + " s: " + base + "/v1, admin on port "
                + (Options.appPort(0) + 1) + ", MySQL of " + servers + ". Try:");
        out.println();
        if (!options.noSample) {
            JsonNode user = api.get("v1/users/by-handle/" + SampleData.FIRST_HANDLE);
            JsonNode thread = api.put(
                    "v1/threads",
                    Map.of(
                            "site",
                            SampleData.FIRST_SITE,
                            "path",
                            SampleData.FIRST_PATH,
                            "title",
                            "All about mosaics, part 1"));
            String threadUrl = base + "/v1/threads/" + thread.path("thread_id").asText();
            out.println("  curl -s " + base + "/v1/users/by-handle/" + SampleData.FIRST_HANDLE);
            out.println("  curl -s -X PUT -H 'Content-Type: application/json' -d '" + SITE_AND_PATH + "' " + base
                    + "/v1/threads");
            out.println("  curl -s '" + threadUrl + "/comments?order=newest&limit=3'");
            out.println("  curl -s -X POST -H 'Content-Type: application/json' -d '{\"author_id\":\""
                    + user.path("user_id").asText() + "\",\"body\":\"Hello from the shell\"}' " + threadUrl
                    + "/comments");
            out.println(
                    "  curl -s " + base + "/v1/users/" + user.path("user_id").asText() + "/comments");
        }
        out.println("  ops/shardctl cluster status");
        out.println();
        out.println("Ctrl-C stops everything; the data stay for the next run.");
        out.flush();
    }
}
