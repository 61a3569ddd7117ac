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
            int slot = random.nextInt(16_384);
            int sequence = random.nextInt(256);
            EntityId id = EntityId.of(millis, slot, sequence);
            assertThat(id.slot()).isEqualTo(slot);
            assertThat(id.sequence()).isEqualTo(sequence);
            assertThat(id.time().toEpochMilli()).isEqualTo(EntityId.EPOCH_MILLIS + millis);
            assertThat(EntityId.parse(id.toString())).isEqualTo(id);
            assertThat(id.value() >> 8 & 16383)
                    .as("as the tables' CHECKs have it")
                    .isEqualTo(slot);
        }
    }

    @Test
    void idsOfOneSlot_sortByTime() {
        for (int i = 0; i < 10_000; i++) {
            long millis = 1 + random.nextLong(EntityId.MAX_MILLIS - 1);
            EntityId earlier = EntityId.of(millis, 17, 255);
            EntityId later = EntityId.of(millis + 1 + random.nextLong(EntityId.MAX_MILLIS - millis), 17, 0);
            assertThat(earlier).isLessThan(later);
        }
    }

    @Test
    void successor_isTheNextOneInItsSlot() {
        EntityId last = EntityId.of(5, 17, 254);
        assertThat(last.successor()).isEqualTo(EntityId.of(5, 17, 255));
        assertThat(last.successor().successor()).isEqualTo(EntityId.of(6, 17, 0));
        EntityId id = EntityId.of(1, 16383, 0);
        for (int i = 0; i < 5_000; i++) {
            EntityId next = id.successor();
            assertThat(next).isGreaterThan(id);
            assertThat(next.slot()).isEqualTo(16383);
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
        assertThatThrownBy(() -> EntityId.of(1, 16384, 0)).hasMessage("slot 16384 is outside 0..16383");
        assertThatThrownBy(() -> EntityId.of(1, 0, 256)).hasMessage("sequence 256 is outside 0..255");
        assertThatThrownBy(() -> EntityId.of(1L << 41, 0, 0))
                .hasMessage("milliseconds 2199023255552 is outside 0..2199023255551");
    }
}
