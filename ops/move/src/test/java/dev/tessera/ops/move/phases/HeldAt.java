package dev.tessera.ops.move.phases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.ops.move.cluster.Milestones;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Holds a mover when it first comes to a point, until it may go on. */
final class HeldAt implements Milestones {
    private final String point;
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch mayGoOn = new CountDownLatch(1);

    HeldAt(String point) {
        this.point = point;
    }

    @Override
    public void reached(String passed) {
        if (passed.equals(point) && mayGoOn.getCount() > 0) {
            reached.countDown();
            try {
                mayGoOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    void await() throws InterruptedException {
        assertThat(reached.await(60, TimeUnit.SECONDS)).as(point).isTrue();
    }

    void goOn() {
        mayGoOn.countDown();
    }
}
