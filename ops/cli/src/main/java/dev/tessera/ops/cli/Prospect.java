package dev.tessera.ops.cli;

import dev.tessera.shardconfig.forecast.Crossing;
import dev.tessera.shardconfig.forecast.GrowthTrend;
import dev.tessera.shardconfig.forecast.History;
import dev.tessera.shardconfig.forecast.Outlook;
import dev.tessera.shardconfig.forecast.TriggerPoint;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Optional;

/**
 * What can be said of a point.
 *
 * @param history of the shard, or of the whole cluster
 */
record Prospect(TriggerPoint point, History history, Outlook outlook) {
    static final Comparator<Prospect> SOONEST = Comparator.comparing(
            prospect -> prospect.crossing().flatMap(Crossing::likely).orElse(LocalDate.MAX));

    Optional<GrowthTrend> trend() {
        return outlook.trend();
    }

    Optional<Crossing> crossing() {
        return trend().map(trend -> trend.crossing(point.inHistory()));
    }

    /** However short its history is. */
    boolean isReached() {
        return !history.isEmpty() && history.newest().value() >= point.inHistory();
    }

    boolean isDueBy(LocalDate day) {
        return isReached()
                || crossing().filter(crossing -> crossing.isDueBy(day)).isPresent();
    }

    /** One sentence. */
    String words() {
        String what = "stage " + point.stage() + ": " + point.shard()
                + (point.isOfTheWhole() ? ", with its part of the whole," : "") + " ";
        String amount = readable(point.amount());
        if (isReached()) {
            return what + "has reached " + amount + " already: it has " + measured();
        }
        if (crossing().isEmpty()) {
            return what + "and " + amount + ": nothing can be said, " + outlook.reason();
        }
        Crossing crossing = crossing().get();
        if (crossing.likely().isEmpty()) {
            return what + "doesn't reach " + amount + " within "
                    + GrowthTrend.HORIZON.toDays() / 365 + " years, as far as can be seen"
                    + crossing.earliest()
                            .map(day -> ", but not before " + day + " for certain")
                            .orElse("")
                    + "; it has " + measured();
        }
        return what + "reaches " + amount + " on " + crossing.likely().get() + ", and in 19 of 20 cases between "
                + crossing.earliest().map(LocalDate::toString).orElse("now") + " and "
                + crossing.latest().map(LocalDate::toString).orElse("later than in ten years") + "; it has "
                + measured() + " now";
    }

    private String measured() {
        return readable((long) (history.newest().value() * point.part()));
    }

    String readable(long amount) {
        return point.measure().readable(amount);
    }
}
