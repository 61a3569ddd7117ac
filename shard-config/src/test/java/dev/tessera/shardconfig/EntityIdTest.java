package dev.tessera.shardconfig;

import static dev.tessera.shardconfig.PublishedVectors.field;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EntityIdTest {
    private final Random random = new Random(3);

    @Test
    void ids_areThePublishedOnes() {
        List<String[]> vectors = PublishedVectors.ofKind("id");
        assertThat(vectors).hasSizeGreaterThan(3);
        for (String[] vector : vectors) {
            long millis = Instant.parse(field(vector, 1)).toEpochMilli() - EntityId.EPOCH_MILLIS;
            EntityId id = EntityId.of(millis, Integer.parseInt(field(vector, 2)), Integer.parseInt(field(vector, 3)));
            assertThat(id).hasToString(field(vector, 4));
        }
    }

    @Test
    void parts_comeBackOutOfTheId() {
        for (int i = 0; i < 10_000; i++) {
            long millis = 1 + random.nextLong(EntityId.MAX_MILLIS);
            int bucket = random.nextInt(4096);
            int sequence = random.nextInt(1024);
            EntityId id = EntityId.of(millis, bucket, sequence);
            assertThat(id.bucket()).isEqualTo(bucket);
            assertThat(id.sequence()).isEqualTo(sequence);
            assertThat(id.time().toEpochMilli()).isEqualTo(EntityId.EPOCH_MILLIS + millis);
            assertThat(EntityId.parse(id.toString())).isEqualTo(id);
            assertThat(id.value() >> 10 & 4095)
                    .as("as the tables' CHECKs have it")
                    .isEqualTo(bucket);
        }
    }

    @Test
    void idsOfOneBucket_sortByTime() {
        for (int i = 0; i < 10_000; i++) {
            long millis = 1 + random.nextLong(EntityId.MAX_MILLIS - 1);
            EntityId earlier = EntityId.of(millis, 17, 1023);
            EntityId later = EntityId.of(millis + 1 + random.nextLong(EntityId.MAX_MILLIS - millis), 17, 0);
            assertThat(earlier).isLessThan(later);
        }
    }

    @Test
    void successor_isTheNextOneInItsBucket() {
        EntityId last = EntityId.of(5, 17, 1022);
        assertThat(last.successor()).isEqualTo(EntityId.of(5, 17, 1023));
        assertThat(last.successor().successor()).isEqualTo(EntityId.of(6, 17, 0));
        EntityId id = EntityId.of(1, 4095, 0);
        for (int i = 0; i < 5_000; i++) {
            EntityId next = id.successor();
            assertThat(next).isGreaterThan(id);
            assertThat(next.bucket()).isEqualTo(4095);
            id = next;
        }
    }

    @Test
    void whatIsNoId_isRefused() {
        for (String text :
                new String[] {"", "0", "-1", "+1", "01", "1.0", " 1", "9223372036854775808", "٣", "99999999999999999999"
                }) {
            assertThatThrownBy(() -> EntityId.parse(text))
                    .isInstanceOf(NumberFormatException.class)
                    .hasMessage("not an id: a decimal number from 1 to 9223372036854775807 is");
        }
        assertThatThrownBy(() -> EntityId.of(1, 4096, 0)).hasMessage("bucket 4096 is outside 0..4095");
        assertThatThrownBy(() -> EntityId.of(1, 0, 1024)).hasMessage("sequence 1024 is outside 0..1023");
        assertThatThrownBy(() -> EntityId.of(1L << 41, 0, 0))
                .hasMessage("milliseconds 2199023255552 is outside 0..2199023255551");
    }
}
