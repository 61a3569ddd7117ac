package dev.tessera.testbed.workload.client;

import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.SlotFunction;
import dev.tessera.shardconfig.ThreadKey;
import dev.tessera.shardconfig.UserHandle;
import dev.tessera.testbed.PlantedValues;
import dev.tessera.testbed.workload.http.Answer;
import dev.tessera.testbed.workload.http.Api;
import dev.tessera.testbed.workload.http.Call;
import dev.tessera.testbed.workload.http.RequestKind;
import dev.tessera.testbed.workload.state.ExpectedState;
import dev.tessera.testbed.workload.state.KnownThread;
import dev.tessera.testbed.workload.state.KnownUser;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Signs users up and begins threads, and tries to do so again. Not thread-safe. */
final class SignUpClient {
    private static final int TAKEN = 409;

    private final Api api;
    private final ExpectedState expectedState;
    private final Chooser chooser;
    private final String series;
    private final AtomicLong numbers;

    /** @param series what handles and sites of this run begin with */
    SignUpClient(Api api, ExpectedState expectedState, Chooser chooser, String series, AtomicLong numbers) {
        this.api = api;
        this.expectedState = expectedState;
        this.chooser = chooser;
        this.series = series;
        this.numbers = numbers;
    }

    void signUp() {
        signUp(newHandle());
    }

    /** A user of this bucket. */
    void signUpIn(BucketId bucket) {
        String handle = newHandle();
        while (!bucket.contains(SlotFunction.slotOf(UserHandle.of(handle)))) {
            handle = newHandle();
        }
        signUp(handle);
    }

    private void signUp(String handle) {
        Answer answer = api.send(signUpCall(handle));
        if (answer.isAcknowledged()) {
            expectedState.signedUp(answer.json(), handle);
        }
    }

    void signUpAgain() {
        KnownUser user = chooser.user();
        Answer answer = api.send(signUpCall(user.handle()).mayBeRefused(TAKEN));
        if (answer.isAcknowledged()) {
            expectedState.violation("handle " + user.handle() + " of user " + user.id()
                    + " was given away again, to user " + answer.id("user_id"));
        }
    }

    void beginThread() {
        begin(newKey());
    }

    /** A thread of this bucket. */
    void beginThreadIn(BucketId bucket) {
        ThreadKey key = newKey();
        while (!bucket.contains(SlotFunction.slotOf(key))) {
            key = newKey();
        }
        begin(key);
    }

    private void begin(ThreadKey key) {
        Answer answer = api.send(threadCall(key.site(), key.path(), SlotFunction.slotOf(key)));
        if (answer.isAcknowledged()) {
            expectedState.begun(new KnownThread(answer.id("thread_id"), key.site(), key.path(), false));
        }
    }

    void findThread() {
        KnownThread thread = chooser.thread();
        Answer answer = api.send(threadCall(thread.site(), thread.path(), thread.slot()));
        if (answer.isAcknowledged() && answer.id("thread_id") != thread.id()) {
            expectedState.violation("the page " + thread.site() + thread.path() + " has thread "
                    + answer.id("thread_id") + " where thread " + thread.id() + " was acknowledged");
        }
    }

    private static Call signUpCall(String handle) {
        Map<String, String> body = Map.of("handle", handle, "display_name", "Workload " + handle);
        return Call.send(RequestKind.SIGN_UP, SlotFunction.slotOf(UserHandle.of(handle)), "POST", "/v1/users", body);
    }

    private static Call threadCall(String site, String path, int slot) {
        Map<String, String> body = Map.of("site", site, "path", path, "title", "Workload " + PlantedValues.MARK);
        return Call.send(RequestKind.THREAD, slot, "PUT", "/v1/threads", body);
    }

    private String newHandle() {
        return series + "-" + numbers.incrementAndGet();
    }

    private ThreadKey newKey() {
        return ThreadKey.of(series + ".example", "/" + numbers.incrementAndGet());
    }
}
