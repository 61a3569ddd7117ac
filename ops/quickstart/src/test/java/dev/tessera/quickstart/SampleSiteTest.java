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
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SampleSiteTest {
    private final SampleSite sampleSite = SampleSite.populated();
    private final ClusterConfig config = ClusterConfigFile.read(Path.of("../../shard-config/clusters/quickstart"));

    @Test
    void theSameEveryTime() {
        assertThat(SampleSite.populated()).isEqualTo(sampleSite);
    }

    @Test
    void everybodyAndEveryPageIsThereOnce() {
        assertThat(sampleSite.users())
                .hasSize(144)
                .extracting(SampleSite.User::handle)
                .doesNotHaveDuplicates();
        assertThat(sampleSite.discussions())
                .hasSize(96)
                .extracting(SampleSite.Discussion::key)
                .doesNotHaveDuplicates();
    }

    @Test
    void discussionsAreThereToBeRead() {
        assertThat(sampleSite.discussions()).allSatisfy(discussion -> {
            assertThat(discussion.comments()).hasSizeBetween(1, 9);
            assertThat(discussion.comments().get(0).isAnswer()).isFalse();
        });
        assertThat(sampleSite.discussions())
                .flatExtracting(SampleSite.Discussion::comments)
                .extracting(SampleSite.Comment::isAnswer)
                .contains(true, false);
    }

    @Test
    void namesInTheReadme_areTheFirstOnes() throws IOException {
        SampleSite.Discussion first = sampleSite.discussions().get(0);
        assertThat(Files.readString(Path.of("../../README.md")))
                .contains("by-handle/" + sampleSite.users().get(0).handle())
                .contains("\"display_name\":\"" + sampleSite.users().get(0).displayName() + "\"")
                .contains("\"site\":\"" + first.key().site() + "\"")
                .contains("\"path\":\"" + first.key().path() + "\"")
                .contains("\"title\":\"" + first.title() + "\"");
    }

    @Test
    void keysAreSpread_withinAFifth() {
        List<ShardName> keys = new ArrayList<>();
        sampleSite.users().forEach(user -> keys.add(shardOf(user.handle())));
        sampleSite.discussions().forEach(discussion -> keys.add(shardOf(discussion.key())));
        assertSpread(keys);
    }

    @Test
    void rowsAreSpread_withinAFifth() {
        List<ShardName> rows = new ArrayList<>();
        sampleSite.users().forEach(user -> rows.add(shardOf(user.handle())));
        for (SampleSite.Discussion discussion : sampleSite.discussions()) {
            ShardName home = shardOf(discussion.key());
            rows.add(home);
            for (SampleSite.Comment comment : discussion.comments()) {
                // The comment, the key of its request, and the entry in the index of its author.
                rows.add(home);
                rows.add(home);
                rows.add(shardOf(sampleSite.users().get(comment.author()).handle()));
            }
        }
        assertSpread(rows);
    }

    private ShardName shardOf(ShardingKey key) {
        return Optional.ofNullable(
                        config.initialPlacement().homes().get(config.buckets().holding(key)))
                .orElseThrow();
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
