package dev.tessera.ops.move.carry.binlog;

import com.github.shyiko.mysql.binlog.BinaryLogClient;
import com.github.shyiko.mysql.binlog.event.Event;
import dev.tessera.ops.move.carry.Carriage;
import dev.tessera.ops.move.carry.CarryFailedException;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Queues what one stream brings. The client swallows what a listener throws, so every failure is handed on here. */
final class StreamListener extends BinaryLogClient.AbstractLifecycleListener implements BinaryLogClient.EventListener {
    private final Carriage carriage;
    private final EventQueue queue;
    private final Consumer<Throwable> failed;
    private final Set<Long> carried = new HashSet<>();
    private @Nullable IOException broken;
    private boolean over;

    StreamListener(Carriage carriage, EventQueue queue, Consumer<Throwable> failed) {
        this.carriage = carriage;
        this.queue = queue;
        this.failed = failed;
    }

    /** Why the stream ended, if it didn't end well. */
    @Nullable IOException broken() {
        return broken;
    }

    @Override
    public void onEvent(Event event) {
        if (over || !(event.getData() instanceof RawEvent raw)) {
            return;
        }
        try {
            queue.put(new Arrival.OfEvent(withoutForeignRows(raw)));
        } catch (InterruptedException e) {
            over = true;
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    /** Most rows of a shard belong to other buckets. */
    private RawEvent withoutForeignRows(RawEvent event) {
        if (event.code() == EventCode.GTID) {
            carried.clear();
        } else if (event.code() == EventCode.TABLE_MAP) {
            EventBytes body = event.body();
            long number = body.number(6);
            if (body.skip(2).name().equals(carriage.sourceSchema())
                    && carriage.tables().contains(body.name())) {
                carried.add(number);
            }
        } else if (EventCode.namesTable(event.code())
                && !carried.contains(event.body().number(6))) {
            return event.withoutBody();
        }
        return event;
    }

    @Override
    public void onEventDeserializationFailure(BinaryLogClient client, Exception failure) {
        fail(failure);
    }

    @Override
    public void onCommunicationFailure(BinaryLogClient client, Exception failure) {
        broken = failure instanceof IOException known ? known : new IOException(failure);
    }

    private void fail(Exception failure) {
        over = true;
        failed.accept(
                new CarryFailedException("an event of the binlog can't be read: " + failure.getMessage(), failure));
    }
}
