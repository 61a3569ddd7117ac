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
    private final CommentPoster poster;
    private final CommentEditorClient editor;
    private final CommentReader reading;
    private final SignUpClient signUps;
    private final Supplier<Duration> pause;

    Client(
            Gate gate,
            Api api,
            ExpectedState expectedState,
            Chooser chooser,
            CommentPoster poster,
            SignUpClient signUps,
            Supplier<Duration> pause) {
        this.gate = gate;
        this.api = api;
        this.expectedState = expectedState;
        this.chooser = chooser;
        this.poster = poster;
        this.editor = new CommentEditorClient(api, expectedState, chooser);
        this.reading = new CommentReader(api, expectedState, chooser);
        this.signUps = signUps;
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
            poster.comment();
        } else if (one < 270) {
            poster.answer();
        } else if (one < 310) {
            poster.commentTwice();
        } else if (one < 330) {
            poster.repeatOld();
        } else if (one < 480) {
            editor.edit();
        } else if (one < 530) {
            editor.delete();
        } else if (one < 550) {
            editor.editStale();
        } else {
            editor.editDeleted();
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
            signUps.signUp();
        } else if (one < 985) {
            signUps.signUpAgain();
        } else if (one < 990) {
            signUps.beginThread();
        } else {
            signUps.findThread();
        }
    }

    private void pause() throws InterruptedException {
        long millis = pause.get().toMillis();
        if (millis > 0) {
            Thread.sleep(millis);
        }
    }
}
