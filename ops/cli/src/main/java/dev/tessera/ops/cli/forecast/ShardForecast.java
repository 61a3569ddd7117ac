package dev.tessera.ops.cli.forecast;

import dev.tessera.ops.planning.forecast.Forecast;
import dev.tessera.ops.planning.forecast.GrowthTrend;
import dev.tessera.ops.planning.forecast.History;
import dev.tessera.ops.planning.forecast.Summary;
import dev.tessera.ops.planning.forecast.ThresholdForecast;
import dev.tessera.ops.planning.forecast.TriggerPoint;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Optional;

/**
 * What can be said of a point.
 *
 * @param history of the shard, or of the whole cluster
 * @param thresholdForecast empty when there is too little history
 */
record ShardForecast(
        TriggerPoint point, History history, Forecast forecast, Optional<ThresholdForecast> thresholdForecast) {
    static final Comparator<ShardForecast> SOONEST = Comparator.comparing(shardForecast ->
            shardForecast.thresholdForecast().flatMap(ThresholdForecast::likely).orElse(LocalDate.MAX));

    static ShardForecast of(TriggerPoint point, History history, Summary summary) {
        Forecast forecast = Forecast.of(history, summary);
        return new ShardForecast(
                point, history, forecast, forecast.trend().map(trend -> trend.thresholdForecast(point.inHistory())));
    }

    Optional<GrowthTrend> trend() {
        return forecast.trend();
    }

    /** However short its history is. */
    boolean isReached() {
        return !history.isEmpty() && history.newest().value() >= point.inHistory();
    }

    boolean isUnknown() {
        return !isReached() && thresholdForecast.isEmpty();
    }

    boolean isDueBy(LocalDate day) {
        return isReached()
                || thresholdForecast.filter(reached -> reached.isDueBy(day)).isPresent();
    }

    /** One sentence. */
    String words() {
        String what = "stage " + point.stage() + ": " + point.shard()
                + (point.isOfTheWhole() ? ", with its part of the whole," : "") + " ";
        String amount = readable(point.amount());
        if (isReached()) {
            return what + "has reached " + amount + " already: it has " + measured();
        }
        if (thresholdForecast.isEmpty()) {
            return what + "and " + amount + ": nothing can be said, " + forecast.reason();
        }
        return what + when(amount, thresholdForecast.get()) + "; it has " + measured() + " now";
    }

    private static String when(String amount, ThresholdForecast thresholdForecast) {
        if (thresholdForecast.likely().isEmpty()) {
            return "doesn't reach " + amount + " within "
                    + GrowthTrend.HORIZON.toDays() / 365 + " years, as far as can be seen"
                    + thresholdForecast
                            .earliest()
                            .map(day -> ", but not before " + day + " for certain")
                            .orElse("");
        }
        return "reaches " + amount + " on " + thresholdForecast.likely().get() + ", and in 19 of 20 cases between "
                + thresholdForecast.earliest().map(LocalDate::toString).orElse("now") + " and "
                + thresholdForecast.latest().map(LocalDate::toString).orElse("later than in ten years");
    }

    private String measured() {
        return readable((long) (history.newest().value() * point.part()));
    }

    String readable(long amount) {
        return point.measure().readable(amount);
    }
}
