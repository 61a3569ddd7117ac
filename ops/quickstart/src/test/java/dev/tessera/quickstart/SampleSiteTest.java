package dev.tessera.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.ShardingKey;
import dev.tessera.shardconfig.cluster.ClusterConfig;
import dev.tessera.shardconfig.cluster.ClusterConfigFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SampleSiteTest {
    private final SampleSite village = SampleSite.settled();
    private final ClusterConfig config = ClusterConfigFile.read(Path.of("../../shard-config/clusters/quickstart"));

    @Test
    void theSameEveryTime() {
        assertThat(SampleSite.settled()).isEqualTo(village);
    }

    @Test
    void everybodyAndEveryPageIsThereOnce() {
        assertThat(village.users())
                .hasSize(144)
                .extracting(SampleSite.User::handle)
                .doesNotHaveDuplicates();
        assertThat(village.discussions())
                .hasSize(96)
                .extracting(SampleSite.Discussion::key)
                .doesNotHaveDuplicates();
    }

    @Test
    void discussionsAreThereToBeRead() {
        assertThat(village.discussions()).allSatisfy(discussion -> {
            assertThat(discussion.comments()).hasSizeBetween(1, 9);
            assertThat(discussion.comments().get(0).isAnswer()).isFalse();
        });
        assertThat(village.discussions())
                .flatExtracting(SampleSite.Discussion::comments)
                .extracting(SampleSite.Comment::isAnswer)
                .contains(true, false);
    }

    @Test
    void namesInTheReadme_areTheFirstOnes() throws IOException {
        SampleSite.Discussion first = village.discussions().get(0);
        assertThat(Files.readString(Path.of("../../README.md")))
                .contains("by-handle/" + village.users().get(0).handle())
                .contains("\"display_name\":\"" + village.users().get(0).displayName() + "\"")
                .contains("\"site\":\"" + first.key().site() + "\"")
                .contains("\"path\":\"" + first.key().path() + "\"")
                .contains("\"title\":\"" + first.title() + "\"");
    }

    @Test
    void keysAreSpread_withinAFifth() {
        List<ShardName> keys = new ArrayList<>();
        village.users().forEach(user -> keys.add(shardOf(user.handle())));
        village.discussions().forEach(discussion -> keys.add(shardOf(discussion.key())));
        assertSpread(keys);
    }

    @Test
    void rowsAreSpread_withinAFifth() {
        List<ShardName> rows = new ArrayList<>();
        village.users().forEach(user -> rows.add(shardOf(user.handle())));
        for (SampleSite.Discussion discussion : village.discussions()) {
            ShardName home = shardOf(discussion.key());
            rows.add(home);
            for (SampleSite.Comment comment : discussion.comments()) {
                // The comment, the key of its request, and the entry in the index of its author.
                rows.add(home);
                rows.add(home);
                rows.add(shardOf(village.users().get(comment.author()).handle()));
            }
        }
        assertSpread(rows);
    }

    private ShardName shardOf(ShardingKey key) {
        return config.initialPlacement().shardOf(config.buckets().bucketOf(key));
    }

    private static void assertSpread(List<ShardName> homes) {
        Map<ShardName, Long> counts =
                homes.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        assertThat(counts).hasSize(2);
        assertThat(Collections.min(counts.values()))
                .as(counts.toString())
                .isGreaterThanOrEqualTo(Collections.max(counts.values()) * 4 / 5);
    }
}
