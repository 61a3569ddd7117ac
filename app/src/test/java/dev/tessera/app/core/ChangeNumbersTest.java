package dev.tessera.app.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.app.model.CommentThread;
import dev.tessera.shardconfig.EntityId;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChangeNumbersTest {
    private static final int SLOT = 7;
    private static final Instant NOW = Instant.parse("2026-12-01T10:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private final Random random = new Random(17);

    @Test
    void number_isTheClocks_whenTheClockIsAhead() {
        assertThat(numbers(Optional.empty())
                        .of(threadAt(NOW.minusMillis(1)))
                        .next()
                        .time())
                .isEqualTo(NOW);
    }

    @Test
    void number_isOfTheMillisecondAfterTheLast_whenTheClockIsBehind() {
        ChangeNumbers.Draws draws = numbers(Optional.empty()).of(threadAt(NOW.plusMillis(300)));
        EntityId first = draws.next();
        EntityId second = draws.next();
        assertThat(first.time()).isEqualTo(NOW.plusMillis(301));
        assertThat(second.time()).isEqualTo(NOW.plusMillis(302));
        assertThat(second.slot()).isEqualTo(SLOT);
        assertThat(draws.last()).isEqualTo(second);
    }

    /** Two instances that draw after the same number, before a failover and after it: a counted successor would be the same. */
    @Test
    void successors_areRandom() {
        Set<EntityId> drawn = new HashSet<>();
        ChangeNumbers numbers = numbers(Optional.empty());
        for (int instance = 0; instance < 64; instance++) {
            drawn.add(numbers.of(threadAt(NOW.plusMillis(300))).next());
        }
        assertThat(drawn).hasSizeGreaterThan(32);
    }

    @Test
    void numbersOfAnotherServer_areBeyondAllThatItsPredecessorCanHaveLost() {
        ChangeNumbers numbers = numbers(Optional.of(NOW.minusSeconds(1)));
        for (int draw = 0; draw < 600; draw++) {
            assertThat(numbers.of(threadAt(NOW.minusSeconds(60))).next().time()).isAfter(NOW.plusSeconds(9));
        }
    }

    @Test
    void longAfterAServerChanged_numbersAreTheClocksAgain() {
        ChangeNumbers numbers = numbers(Optional.of(NOW.minusSeconds(3_600)));
        assertThat(numbers.of(threadAt(NOW.minusSeconds(60))).next().time()).isEqualTo(NOW);
    }

    private ChangeNumbers numbers(Optional<Instant> serverChange) {
        return new ChangeNumbers(CLOCK, random, slot -> serverChange);
    }

    private static CommentThread threadAt(Instant lastChange) {
        EntityId id = EntityId.of(lastChange.toEpochMilli() - EntityId.EPOCH_MILLIS, SLOT, 5);
        return CommentThread.begun(id, "s", "/", "t", lastChange);
    }
}
