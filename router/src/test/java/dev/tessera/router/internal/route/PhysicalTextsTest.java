package dev.tessera.router.internal.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.InitialBuckets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PhysicalTextsTest {
    private static final BucketId BUCKET = new BucketId(1_024, 2_047);

    private final PhysicalTexts texts = new PhysicalTexts();

    @Test
    void manyStatementsInManyBuckets_areRight_andNoMoreOfThemKeptThanThereAreCells() {
        List<CompiledRoute> routes =
                IntStream.range(0, 40).mapToObj(this::route).toList();
        for (int round = 0; round < 2; round++) {
            for (BucketId bucket : new InitialBuckets(4_096).all()) {
                for (int number = 0; number < routes.size(); number++) {
                    assertThat(routes.get(number).forBucket(bucket))
                            .isEqualTo("select %d from users_%s u".formatted(number, bucket));
                }
            }
        }
        assertThat(texts.size()).isBetween(PhysicalTexts.CELLS / 2, PhysicalTexts.CELLS);
    }

    /** Each snapshot of the directory has ids of its own. */
    @Test
    void textOfABucketInUse_isJoinedOnce() {
        CompiledRoute route = route(1);
        assertThat(route.forBucket(BUCKET)).isSameAs(route.forBucket(new BucketId(1_024, 2_047)));
    }

    @Test
    void statementsThatShareACell_areToldApart() {
        // "Aa" and "BB" have the same hash.
        CompiledRoute one = new CompiledRoute(List.of("select 'Aa' from users", ""), false, texts);
        CompiledRoute other = new CompiledRoute(List.of("select 'BB' from users", ""), false, texts);
        for (int round = 0; round < 2; round++) {
            assertThat(one.forBucket(BUCKET)).isEqualTo("select 'Aa' from users_01024_02047");
            assertThat(other.forBucket(BUCKET)).isEqualTo("select 'BB' from users_01024_02047");
        }
        assertThat(texts.size()).isOne();
    }

    @Test
    void bucketsInUse_hardlyEverShareACell() {
        for (int number = 0; number < 40; number++) {
            CompiledRoute route = route(number);
            new InitialBuckets(64).all().forEach(route::forBucket);
        }
        assertThat(texts.size()).isGreaterThan(40 * 64 * 8 / 10);
    }

    private CompiledRoute route(int number) {
        return new CompiledRoute(List.of("select " + number + " from users", " u"), false, texts);
    }
}
