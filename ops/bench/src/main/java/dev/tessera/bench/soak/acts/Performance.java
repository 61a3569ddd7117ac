package dev.tessera.bench.soak.acts;

import dev.tessera.bench.soak.judge.Hurt;
import dev.tessera.bench.soak.plan.Act;
import dev.tessera.bench.soak.plan.Deed;
import dev.tessera.bench.soak.plan.Round;
import dev.tessera.bench.soak.town.SoakTown;
import dev.tessera.shardconfig.TesseraException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One round: each act at its time, on a thread of its own. At its end everybody is well; what an operator has begun may go on. */
public final class Performance implements AutoCloseable {
    private static final Duration HEALING = Duration.ofMinutes(3);

    private final CountDownLatch over = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "tessera-soak-act");
        thread.setDaemon(true);
        return thread;
    });
    private final Ward ward = new Ward(over);
    private final List<Future<?>> strikes = new ArrayList<>();
    private final List<Future<?>> deeds = new ArrayList<>();
    private final OperatorDeeds operator;
    private final Strikes striker;

    /** @param release to which the cluster was migrated last, or was meant to be */
    public Performance(SoakTown town, Chronicle chronicle, AtomicInteger release) {
        this.operator = new OperatorDeeds(town, chronicle, release, over);
        String schema = town.books().config().directory().schema().value();
        this.striker = new Strikes(town, chronicle, new Spotter(town.directory(), schema, over), ward, over);
    }

    public void run(Round round) throws InterruptedException {
        long begun = System.nanoTime();
        for (Act act : round.acts()) {
            await(begun, act.at());
            begin(act);
        }
        await(begun, round.length());
        over.countDown();
        operator.end();
        awaitHealed();
    }

    /** Who was hurt, and when. */
    public List<Hurt> hurts() {
        return ward.hurts();
    }

    private static void await(long begun, Duration at) throws InterruptedException {
        Duration left = at.minusNanos(System.nanoTime() - begun);
        if (!left.isNegative()) {
            Thread.sleep(left.toMillis());
        }
    }

    private void begin(Act act) {
        Future<?> begun = threads.submit(() -> perform(act));
        if (act.deed() instanceof Deed.Strike) {
            strikes.add(begun);
        } else {
            deeds.add(begun);
        }
    }

    private @Nullable Void perform(Act act) throws Exception {
        Deed deed = act.deed();
        if (deed instanceof Deed.MoveBuckets move) {
            operator.move(act, move);
        } else if (deed instanceof Deed.AskOfMove ask) {
            operator.ask(act, ask);
        } else if (deed instanceof Deed.Migrate) {
            operator.migrate(act);
        } else if (deed instanceof Deed.Strike strike) {
            striker.make(act, strike);
        }
        return null;
    }

    /** What an operator does may go on; what has gone wrong in doing it is told. */
    private void awaitHealed() throws InterruptedException {
        for (Future<?> strike : strikes) {
            await(strike);
        }
        for (Future<?> deed : deeds) {
            if (deed.isDone()) {
                await(deed);
            }
        }
    }

    private static void await(Future<?> act) throws InterruptedException {
        try {
            act.get(HEALING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new TesseraException("an act of the soak went wrong, or somebody could not be healed: " + e, e);
        }
    }

    @Override
    public void close() {
        over.countDown();
        threads.shutdownNow();
    }
}
