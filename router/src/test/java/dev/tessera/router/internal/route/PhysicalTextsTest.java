package dev.tessera.router.internal.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PhysicalTextsTest {
    private final PhysicalTexts texts = new PhysicalTexts();

    @Test
    void manyStatementsInManyBuckets_areRight_andNoMoreOfThemKeptThanThereAreSlots() {
        List<CompiledRoute> routes =
                IntStream.range(0, 40).mapToObj(this::route).toList();
        for (int round = 0; round < 2; round++) {
            for (int bucket = 0; bucket < 4_096; bucket++) {
                for (int number = 0; number < routes.size(); number++) {
                    assertThat(routes.get(number).forBucket(bucket))
                            .isEqualTo("select %d from users_%04d u".formatted(number, bucket));
                }
            }
        }
        assertThat(texts.size()).isBetween(PhysicalTexts.SLOTS / 2, PhysicalTexts.SLOTS);
    }

    @Test
    void textOfABucketInUse_isJoinedOnce() {
        CompiledRoute route = route(1);
        assertThat(route.forBucket(17)).isSameAs(route.forBucket(17));
    }

    @Test
    void statementsThatShareASlot_areToldApart() {
        // "Aa" and "BB" have the same hash.
        CompiledRoute one = new CompiledRoute(List.of("select 'Aa' from users", ""), false, texts);
        CompiledRoute other = new CompiledRoute(List.of("select 'BB' from users", ""), false, texts);
        for (int round = 0; round < 2; round++) {
            assertThat(one.forBucket(17)).isEqualTo("select 'Aa' from users_0017");
            assertThat(other.forBucket(17)).isEqualTo("select 'BB' from users_0017");
        }
        assertThat(texts.size()).isOne();
    }

    @Test
    void bucketsInUse_hardlyEverShareASlot() {
        for (int number = 0; number < 40; number++) {
            CompiledRoute route = route(number);
            IntStream.range(0, 64).forEach(route::forBucket);
        }
        assertThat(texts.size()).isGreaterThan(40 * 64 * 8 / 10);
    }

    private CompiledRoute route(int number) {
        return new CompiledRoute(List.of("select " + number + " from users", " u"), false, texts);
    }
}
