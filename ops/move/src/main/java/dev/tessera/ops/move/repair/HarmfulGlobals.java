package dev.tessera.ops.move.repair;

import dev.tessera.migrations.sql.ServerUnreachableException;
import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.migrations.sql.StatementFailedException;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.shardconfig.cluster.ShardConfig;
import dev.tessera.shardconfig.session.HarmfulGlobal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Globals of shards and directory that harm whoever takes his session from them: other programs, people at a prompt. Tessera's own sessions
 * pin what these would change.
 */
final class HarmfulGlobals {
    private static final String RULE = "harmful-global";

    private final Cluster cluster;

    HarmfulGlobals(Cluster cluster) {
        this.cluster = cluster;
    }

    /** One for each global of each server; a server that can't be looked at is named by another rule. */
    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        for (ShardConfig shard : cluster.members()) {
            try (SqlSession session = cluster.server(shard.name()).open()) {
                findings.addAll(of(shard.name().value(), read(session)));
            } catch (ServerUnreachableException | StatementFailedException elsewhereSaid) {
                // The survey says so.
            }
        }
        try (SqlSession session =
                SqlSession.open("the directory", cluster.config().directory().address(), cluster.operator())) {
            findings.addAll(of("the directory's server", read(session)));
        }
        return findings;
    }

    private static List<Finding> of(String server, Map<String, String> globals) {
        return HarmfulGlobal.all().stream()
                .flatMap(known -> known.problem(globals.get(known.variable())).stream())
                .map(problem -> Finding.forPeople(
                        RULE, server + " has the global " + problem + "; Tessera's sessions aren't harmed, others are"))
                .toList();
    }

    private static Map<String, String> read(SqlSession session) {
        List<String> variables =
                HarmfulGlobal.all().stream().map(HarmfulGlobal::variable).toList();
        String question = "select @@global." + String.join(", @@global.", variables);
        return session.query(question, row -> {
                    Map<String, String> values = new LinkedHashMap<>();
                    for (int i = 0; i < variables.size(); i++) {
                        values.put(variables.get(i), String.valueOf(row.getString(i + 1)));
                    }
                    return values;
                })
                .get(0);
    }
}
