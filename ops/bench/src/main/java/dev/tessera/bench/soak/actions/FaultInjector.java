package dev.tessera.bench.soak.actions;

import dev.tessera.bench.soak.cluster.FaultTarget;
import dev.tessera.bench.soak.cluster.ShardctlProcess;
import dev.tessera.bench.soak.cluster.SoakCluster;
import dev.tessera.bench.soak.plan.FaultKind;
import dev.tessera.bench.soak.plan.FaultTargetKind;
import dev.tessera.bench.soak.plan.ScheduledAction;
import dev.tessera.bench.soak.plan.SoakAction.Strike;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Injects faults and removes them. */
final class FaultInjector {
    private static final int LOOKS = 100;
    private static final long BETWEEN_LOOKS_MILLIS = 100;

    private final SoakCluster cluster;
    private final ActionLog actionLog;
    private final PhaseWatcher phaseWatcher;
    private final ActiveFaults activeFaults;
    private final CountDownLatch over;

    FaultInjector(
            SoakCluster cluster,
            ActionLog actionLog,
            PhaseWatcher phaseWatcher,
            ActiveFaults activeFaults,
            CountDownLatch over) {
        this.cluster = cluster;
        this.actionLog = actionLog;
        this.phaseWatcher = phaseWatcher;
        this.activeFaults = activeFaults;
        this.over = over;
    }

    void make(ScheduledAction act, Strike strike) throws InterruptedException {
        Optional<ObservedPhase> spotted = Optional.empty();
        if (strike.moment().point().isPresent()) {
            spotted = phaseWatcher.await(strike.moment().point().get());
            if (spotted.isEmpty()) {
                actionLog.notMade(act, "no move came to that point");
                return;
            }
            Thread.sleep(strike.moment().delay().toMillis());
        }
        Optional<FaultTarget> faultTarget = faultTarget(strike.targetKind(), spotted);
        if (faultTarget.isEmpty()) {
            actionLog.notMade(act, "no mover was at work");
            return;
        }
        faultInterval(act, strike, faultTarget.get(), spotted);
    }

    private void faultInterval(
            ScheduledAction act, Strike strike, FaultTarget faultTarget, Optional<ObservedPhase> spotted)
            throws InterruptedException {
        Instant at = Instant.now();
        boolean forGood = strike.faultKind() == FaultKind.KILL && faultTarget instanceof ShardctlProcess;
        Duration length = forGood ? Duration.ZERO : strike.length();
        Optional<String> refused = activeFaults.treat(faultTarget, strike.faultKind(), length);
        if (refused.isPresent()) {
            actionLog.notMade(act, refused.get());
        } else {
            String well = forGood
                    ? ""
                    : ", well again after "
                            + Duration.between(at, Instant.now()).toMillis() + " ms";
            actionLog.made(
                    act,
                    at,
                    faultTarget.name()
                            + spotted.map(move -> " at move " + move.moveId()).orElse("")
                            + well);
        }
    }

    private Optional<FaultTarget> faultTarget(FaultTargetKind targetKind, Optional<ObservedPhase> spotted)
            throws InterruptedException {
        if (targetKind instanceof FaultTargetKind.MoverTarget) {
            Optional<FaultTarget> atIt = spotted.flatMap(ObservedPhase::pid).flatMap(cluster::faultTargetWith);
            return atIt.isPresent() ? atIt : anybodyAtWork();
        }
        return Optional.of(cluster.faultTarget(
                spotted.map(move -> resolved(targetKind, move)).orElse(targetKind)));
    }

    private Optional<FaultTarget> anybodyAtWork() throws InterruptedException {
        for (int look = 0; look < LOOKS && cluster.operators().atWork().isEmpty(); look++) {
            boolean unused = over.await(BETWEEN_LOOKS_MILLIS, TimeUnit.MILLISECONDS);
        }
        return cluster.operators().atWork().stream().findFirst().map(Function.identity());
    }

    private static FaultTargetKind resolved(FaultTargetKind targetKind, ObservedPhase move) {
        if (targetKind instanceof FaultTargetKind.MysqldTarget mysqld) {
            return new FaultTargetKind.MysqldTarget(move.resolve(mysqld.place()));
        }
        return targetKind instanceof FaultTargetKind.Wire wire
                ? new FaultTargetKind.Wire(wire.party(), move.resolve(wire.place()))
                : targetKind;
    }
}
