package dev.tessera.app.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tessera.app.core.page.ChangePosition;
import dev.tessera.app.refusal.RefusalKind;
import dev.tessera.app.refusal.RefusedException;
import dev.tessera.router.ShardRouter;
import dev.tessera.shardconfig.EntityId;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** How many listeners are taken; nothing is polled here. */
class ThreadEventsBoundTest {
    private static final ShardRouter NEVER_ASKED = (ShardRouter) Proxy.newProxyInstance(
            ShardRouter.class.getClassLoader(), new Class<?>[] {ShardRouter.class}, (proxy, method, arguments) -> {
                throw new AssertionError(method + " is asked");
            });

    private final ThreadEvents events = new ThreadEvents(
            NEVER_ASKED,
            new ThreadChanges(
                    NEVER_ASKED, new ChangeNumbers(Clock.systemUTC(), new Random(1), slot -> Optional.empty())));

    @Test
    void threadBeyondTheLast_isRefused_andTakenWhenAnotherIsLeft() {
        List<ThreadEvents.Subscription> taken = new ArrayList<>();
        for (int thread = 1; thread <= ThreadEvents.MOST_THREADS; thread++) {
            taken.add(listen(thread));
        }
        assertRefused(ThreadEvents.MOST_THREADS + 1);
        taken.add(listen(1));

        taken.get(1).end();
        assertThat(events.threads()).isEqualTo(ThreadEvents.MOST_THREADS - 1);
        listen(ThreadEvents.MOST_THREADS + 1);
        assertRefused(ThreadEvents.MOST_THREADS + 2);
    }

    @Test
    void listenerBeyondTheLast_isRefused_andOneThatEndsTwiceIsCountedOnce() {
        List<ThreadEvents.Subscription> taken = new ArrayList<>();
        for (int listener = 0; listener < ThreadEvents.MOST_LISTENERS; listener++) {
            taken.add(listen(7));
        }
        assertRefused(7);
        taken.get(0).end();
        taken.get(0).end();
        assertThat(events.listeners()).isEqualTo(ThreadEvents.MOST_LISTENERS - 1);
        listen(7);
        assertRefused(7);
    }

    private ThreadEvents.Subscription listen(int thread) {
        EntityId id = EntityId.of(thread, 5, 0);
        return events.listen(id, ChangePosition.complete(id), changes -> true);
    }

    private void assertRefused(int thread) {
        assertThatThrownBy(() -> listen(thread))
                .isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.kind())
                        .isEqualTo(RefusalKind.TOO_MANY_LISTENERS));
    }
}
