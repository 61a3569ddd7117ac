package dev.tessera.bench.soak.acts;

import dev.tessera.bench.soak.plan.Act;
import dev.tessera.bench.soak.plan.Deed.Strike;
import dev.tessera.bench.soak.plan.Harm;
import dev.tessera.bench.soak.plan.Victim;
import dev.tessera.bench.soak.town.Patient;
import dev.tessera.bench.soak.town.ShardctlProcess;
import dev.tessera.bench.soak.town.SoakTown;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Hurts and heals. */
final class Strikes {
    private static final int LOOKS = 100;
    private static final long BETWEEN_LOOKS_MILLIS = 100;

    private final SoakTown town;
    private final Chronicle chronicle;
    private final Spotter spotter;
    private final Ward ward;
    private final CountDownLatch over;

    Strikes(SoakTown town, Chronicle chronicle, Spotter spotter, Ward ward, CountDownLatch over) {
        this.town = town;
        this.chronicle = chronicle;
        this.spotter = spotter;
        this.ward = ward;
        this.over = over;
    }

    void make(Act act, Strike strike) throws InterruptedException {
        Optional<Spotted> spotted = Optional.empty();
        if (strike.moment().point().isPresent()) {
            spotted = spotter.await(strike.moment().point().get());
            if (spotted.isEmpty()) {
                chronicle.notMade(act, "no move came to that point");
                return;
            }
            Thread.sleep(strike.moment().delay().toMillis());
        }
        Optional<Patient> patient = patient(strike.victim(), spotted);
        if (patient.isEmpty()) {
            chronicle.notMade(act, "no mover was at work");
            return;
        }
        hurt(act, strike, patient.get(), spotted);
    }

    private void hurt(Act act, Strike strike, Patient patient, Optional<Spotted> spotted) throws InterruptedException {
        Instant at = Instant.now();
        boolean forGood = strike.harm() == Harm.KILL && patient instanceof ShardctlProcess;
        Duration length = forGood ? Duration.ZERO : strike.length();
        Optional<String> refused = ward.treat(patient, strike.harm(), length);
        if (refused.isPresent()) {
            chronicle.notMade(act, refused.get());
        } else {
            String well = forGood
                    ? ""
                    : ", well again after "
                            + Duration.between(at, Instant.now()).toMillis() + " ms";
            chronicle.made(
                    act,
                    at,
                    patient.name()
                            + spotted.map(move -> " at move " + move.moveId()).orElse("")
                            + well);
        }
    }

    private Optional<Patient> patient(Victim victim, Optional<Spotted> spotted) throws InterruptedException {
        if (victim instanceof Victim.Mover) {
            Optional<Patient> atIt = spotted.flatMap(Spotted::pid).flatMap(town::patientWith);
            return atIt.isPresent() ? atIt : anybodyAtWork();
        }
        return Optional.of(
                town.patient(spotted.map(move -> resolved(victim, move)).orElse(victim)));
    }

    private Optional<Patient> anybodyAtWork() throws InterruptedException {
        for (int look = 0; look < LOOKS && town.operators().atWork().isEmpty(); look++) {
            boolean unused = over.await(BETWEEN_LOOKS_MILLIS, TimeUnit.MILLISECONDS);
        }
        return town.operators().atWork().stream().findFirst().map(Function.identity());
    }

    private static Victim resolved(Victim victim, Spotted move) {
        if (victim instanceof Victim.Mysqld mysqld) {
            return new Victim.Mysqld(move.resolve(mysqld.place()));
        }
        return victim instanceof Victim.Wire wire ? new Victim.Wire(wire.party(), move.resolve(wire.place())) : victim;
    }
}
