package dev.tessera.shardconfig;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EntityIdGeneratorTest {
    private final SetClock clock = new SetClock();
    private final EntityIdGenerator generator = new EntityIdGenerator(clock, new Random(4));

    @Test
    void moreThanAMillisecondHolds_borrowsFromTheNext() {
        Set<EntityId> ids = new HashSet<>();
        for (int i = 0; i < 750; i++) {
            EntityId id = generator.next(17);
            assertThat(id.slot()).isEqualTo(17);
            assertThat(ids.add(id)).isTrue();
        }
        assertThat(ids.stream().map(EntityId::time).distinct()).hasSize(3);
    }

    @Test
    void clockThatGoesBack_takesNoIdBack() {
        EntityId before = generator.next(17);
        clock.now = clock.now.minusSeconds(60);
        assertThat(generator.next(17)).isNotEqualTo(before);
        assertThat(generator.next(17).time()).isEqualTo(before.time());
    }

    /** A clock that stands where it is put. */
    private static final class SetClock extends Clock {
        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
