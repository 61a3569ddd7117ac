package dev.tessera.ops.cli;

import dev.tessera.shardconfig.forecast.Crossing;
import dev.tessera.shardconfig.forecast.GrowthTrend;
import dev.tessera.shardconfig.forecast.History;
import dev.tessera.shardconfig.forecast.Outlook;
import dev.tessera.shardconfig.forecast.Summary;
import dev.tessera.shardconfig.forecast.TriggerPoint;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Optional;

/**
 * What can be said of a point.
 *
 * @param history of the shard, or of the whole cluster
 * @param crossing empty when there is too little history
 */
record Prospect(TriggerPoint point, History history, Outlook outlook, Optional<Crossing> crossing) {
    static final Comparator<Prospect> SOONEST = Comparator.comparing(
            prospect -> prospect.crossing().flatMap(Crossing::likely).orElse(LocalDate.MAX));

    static Prospect of(TriggerPoint point, History history, Summary summary) {
        Outlook outlook = Outlook.of(history, summary);
        return new Prospect(point, history, outlook, outlook.trend().map(trend -> trend.crossing(point.inHistory())));
    }

    Optional<GrowthTrend> trend() {
        return outlook.trend();
    }

    /** However short its history is. */
    boolean isReached() {
        return !history.isEmpty() && history.newest().value() >= point.inHistory();
    }

    boolean isUnknown() {
        return !isReached() && crossing.isEmpty();
    }

    boolean isDueBy(LocalDate day) {
        return isReached() || crossing.filter(reached -> reached.isDueBy(day)).isPresent();
    }

    /** One sentence. */
    String words() {
        String what = "stage " + point.stage() + ": " + point.shard()
                + (point.isOfTheWhole() ? ", with its part of the whole," : "") + " ";
        String amount = readable(point.amount());
        if (isReached()) {
            return what + "has reached " + amount + " already: it has " + measured();
        }
        if (crossing.isEmpty()) {
            return what + "and " + amount + ": nothing can be said, " + outlook.reason();
        }
        return what + when(amount, crossing.get()) + "; it has " + measured() + " now";
    }

    private static String when(String amount, Crossing crossing) {
        if (crossing.likely().isEmpty()) {
            return "doesn't reach " + amount + " within "
                    + GrowthTrend.HORIZON.toDays() / 365 + " years, as far as can be seen"
                    + crossing.earliest()
                            .map(day -> ", but not before " + day + " for certain")
                            .orElse("");
        }
        return "reaches " + amount + " on " + crossing.likely().get() + ", and in 19 of 20 cases between "
                + crossing.earliest().map(LocalDate::toString).orElse("now") + " and "
                + crossing.latest().map(LocalDate::toString).orElse("later than in ten years");
    }

    private String measured() {
        return readable((long) (history.newest().value() * point.part()));
    }

    String readable(long amount) {
        return point.measure().readable(amount);
    }
}
