package dev.tessera.quickstart;

import java.io.PrintStream;
import java.util.Map;
import java.util.stream.Collectors;

/** What to try next, as lines that work when pasted. */
final class Hints {
    private final PrintStream out;
    private final QuickstartOptions options;
    private final String base;

    Hints(PrintStream out, QuickstartOptions options) {
        this.out = out;
        this.options = options;
        this.base = "http://127.0.0.1:" + options.appPort(0);
    }

    void print(ApiClient api, Map<String, Integer> servers, long seconds) throws InterruptedException {
        out.println();
        out.println("Tessera is ready after " + seconds + " s: " + base + "/v1, admin on port "
                + (options.appPort(0) + 1) + ", MySQL: " + ports(servers) + ". Try:");
        out.println();
        if (!options.noSample) {
            printSample(api);
        }
        out.println("  ops/shardctl cluster status");
        out.println();
        out.println("Ctrl-C stops everything; the data stay for the next run.");
        out.flush();
    }

    private void printSample(ApiClient api) throws InterruptedException {
        SampleSite sampleSite = SampleSite.populated();
        SampleSite.Discussion thread = sampleSite.discussions().get(0);
        String byHandle = "/v1/users/by-handle/" + sampleSite.users().get(0).handle();
        String user = api.get(byHandle.substring(1)).path("user_id").asText();
        String path = "v1/threads/" + SampleData.thread(api, thread);
        String comments = base + "/" + path + "/comments";
        String seen = api.get(path + "/comments").path("changes_cursor").asText();
        out.println("  curl -s " + base + byHandle);
        out.println("  curl -s -X PUT -H 'Content-Type: application/json' -d '{\"site\":\""
                + thread.key().site() + "\",\"path\":\"" + thread.key().path() + "\",\"title\":\"" + thread.title()
                + "\"}' "
                + base + "/v1/threads");
        out.println("  curl -s '" + comments + "?order=newest&limit=3'");
        out.println("  curl -s -X POST -H 'Content-Type: application/json' -d '{\"author_id\":\"" + user
                + "\",\"body\":\"Hello from the shell\"}' " + comments);
        out.println("  curl -s '" + base + "/" + path + "/changes?cursor=" + seen + "'");
        out.println("  curl -s " + base + "/v1/users/" + user + "/comments");
    }

    private static String ports(Map<String, Integer> servers) {
        return servers.entrySet().stream()
                .map(server -> server.getKey() + " on " + server.getValue())
                .collect(Collectors.joining(", "));
    }
}
