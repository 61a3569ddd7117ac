package dev.tessera.ops.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tessera.ops.cli.Reports;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ClusterReportJsonTest {
    private static final String WHOLE =
            """
            {"cluster": "test", "bucket_count": 3,
             "directory": {"address": "127.0.0.1:13300", "reachable": true, "version": 21, "schema_version": 1,
                           "published_bucket_schema_version": 1},
             "shards": [
               {"shard": "shard-a", "address": "127.0.0.1:13301", "state": "open", "reachable": true, "server_version": "9.7.0",
                "server_uuid": "uuid-of-a", "buckets": 2, "rows": 1234, "bytes": 3145728},
               {"shard": "shard-b", "address": "db-b.example.net:3306", "state": "draining", "reachable": false, "server_version": null,
                "server_uuid": null, "buckets": null, "rows": null, "bytes": null}],
             "buckets": [
               {"bucket": "00000_01023", "first_slot": 0, "last_slot": 1023,
                "shard": "shard-a", "epoch": 1, "state": "live", "schema_version": 1, "tables": 6,
                "rows": 1234, "bytes": 1263616},
               {"bucket": "01024_02047", "first_slot": 1024, "last_slot": 2047,
                "shard": "shard-b", "epoch": 1, "state": "live", "schema_version": null, "tables": null,
                "rows": null, "bytes": null},
               {"bucket": "02048_03071", "first_slot": 2048, "last_slot": 3071,
                "shard": "shard-a", "epoch": 7, "state": "creating", "schema_version": 0, "tables": 3,
                "rows": 0, "bytes": 0}],
             "problems": ["shard-b can't be reached", "1 of 16 buckets were never finished; run init"]}
            """;

    /** Programs rely on every name. */
    @Test
    void reportForPrograms_isThisDocument() throws IOException {
        ObjectMapper json = new ObjectMapper();
        JsonNode report = json.readTree(ClusterReportJson.of(Reports.ofOneShardDown()));
        // Compared as text: 1 and 1L are different nodes.
        assertThat(report.toPrettyString()).isEqualTo(json.readTree(WHOLE).toPrettyString());
    }
}
