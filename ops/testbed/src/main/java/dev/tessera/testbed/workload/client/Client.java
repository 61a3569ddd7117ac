package dev.tessera.testbed.workload.client;

import dev.tessera.testbed.workload.http.Api;
import dev.tessera.testbed.workload.state.ExpectedState;
import java.time.Duration;
import java.util.function.Supplier;

/** Does one thing after the other, in the shares that {@link #act} says, until the gate ends it. */
final class Client implements Runnable {
    private final Gate gate;
    private final Api api;
    private final ExpectedState expectedState;
    private final Chooser chooser;
    private final CommentPoster posting;
    private final CommentEditorClient changing;
    private final CommentReader reading;
    private final SignUpClient settling;
    private final Supplier<Duration> pause;

    Client(
            Gate gate,
            Api api,
            ExpectedState expectedState,
            Chooser chooser,
            CommentPoster posting,
            SignUpClient settling,
            Supplier<Duration> pause) {
        this.gate = gate;
        this.api = api;
        this.expectedState = expectedState;
        this.chooser = chooser;
        this.posting = posting;
        this.changing = new CommentEditorClient(api, expectedState, chooser);
        this.reading = new CommentReader(api, expectedState, chooser);
        this.settling = settling;
        this.pause = pause;
    }

    @Override
    public void run() {
        try (api) {
            while (gate.enter()) {
                try {
                    act();
                } finally {
                    gate.leave();
                }
                pause();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            expectedState.violation(Thread.currentThread().getName() + " stopped: " + e);
        }
    }

    private void act() {
        int one = chooser.below(1_000);
        if (one < 560) {
            write(one);
        } else if (one < 970) {
            read(one);
        } else {
            settle(one);
        }
    }

    private void write(int one) {
        if (one < 170) {
            posting.comment();
        } else if (one < 270) {
            posting.answer();
        } else if (one < 310) {
            posting.commentTwice();
        } else if (one < 330) {
            posting.repeatOld();
        } else if (one < 480) {
            changing.edit();
        } else if (one < 530) {
            changing.delete();
        } else if (one < 550) {
            changing.editStale();
        } else {
            changing.editDeleted();
        }
    }

    private void read(int one) {
        if (one < 780) {
            reading.comment();
        } else if (one < 870) {
            reading.threadPage();
        } else if (one < 910) {
            reading.authorPage();
        } else {
            reading.profile();
        }
    }

    private void settle(int one) {
        if (one < 980) {
            settling.signUp();
        } else if (one < 985) {
            settling.signUpAgain();
        } else if (one < 990) {
            settling.beginThread();
        } else {
            settling.findThread();
        }
    }

    private void pause() throws InterruptedException {
        long millis = pause.get().toMillis();
        if (millis > 0) {
            Thread.sleep(millis);
        }
    }
}
