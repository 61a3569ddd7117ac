package dev.tessera.testbed.workload.client;

import dev.tessera.shardconfig.BucketId;
import dev.tessera.testbed.PlantedValues;
import dev.tessera.testbed.process.TestbedException;
import dev.tessera.testbed.workload.http.Api;
import dev.tessera.testbed.workload.http.FailureLog;
import dev.tessera.testbed.workload.http.RequestLog;
import dev.tessera.testbed.workload.http.Requests;
import dev.tessera.testbed.workload.state.ExpectedState;
import dev.tessera.testbed.workload.state.PolledThread;
import dev.tessera.testbed.workload.state.ThreadView;
import dev.tessera.testbed.workload.state.WorkloadOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The threads of a workload: its clients and readers. For the owner of the workload. */
public final class WorkloadThreads {
    private static final int HOT_FACTOR = 4;
    private static final int MAX_BUCKETS_SETTLED = 256;
    private static final Duration CATCHING_UP = Duration.ofSeconds(30);
    private static final int LISTENERS = 4;
    private static final long LOOK_MILLIS = 20;
    private static final int LOOKS_BEFORE_COMING_BACK = 50;

    private final WorkloadOptions options;
    private final ExpectedState expectedState;
    private final String series = PlantedValues.MARK + "-"
            + Integer.toString(ThreadLocalRandom.current().nextInt(1 << 24, 1 << 30), 36);
    private final AtomicLong numbers = new AtomicLong();
    private final Instant origin = Instant.now();
    private final long originNanos = System.nanoTime();
    private final List<RequestLog> logs = new CopyOnWriteArrayList<>();
    private final FailureLog failures = new FailureLog();
    private final Gate clientGate = new Gate();
    private final Gate readerGate = new Gate();
    private final List<Thread> clients = new ArrayList<>();
    private final List<Thread> readers = new ArrayList<>();
    private final List<ThreadListener> listeners = new ArrayList<>();
    private final List<Thread> listening = new ArrayList<>();
    private List<PolledThread> polled = List.of();
    private volatile Duration rest;
    private boolean stopped;

    public WorkloadThreads(WorkloadOptions options, ExpectedState expectedState) {
        this.options = options;
        this.expectedState = expectedState;
        this.rest = options.pauseBetweenActs();
    }

    /** A user and a thread in every bucket, or in 256 of them, and more in hot ones. */
    public void settle() {
        try (Api api = api()) {
            SignUpClient signUps = signUps(api, new Chooser(expectedState, 0));
            options.buckets().all().stream()
                    .limit(MAX_BUCKETS_SETTLED)
                    .forEach(bucket -> settle(signUps, bucket, options.threadsPerBucket()));
            options.hotBuckets().forEach(bucket -> settle(signUps, bucket, HOT_FACTOR * options.threadsPerBucket()));
        }
        if (expectedState.users().size() == 0 || expectedState.threads().size() == 0) {
            throw new TestbedException("the apps take neither users nor threads: " + failures.kept());
        }
        polled = choosePolled();
    }

    public void start() {
        for (int number = 0; number < options.clients(); number++) {
            clients.add(started("client-" + number, client()));
        }
        for (int number = 0; number < Math.min(options.readers(), polled.size()); number++) {
            readers.add(started("reader-" + number, reader(number)));
        }
        for (int number = 0; number < Math.min(LISTENERS, polled.size()); number++) {
            ThreadListener listener = listener(number);
            listeners.add(listener);
            listening.add(started("listener-" + number, listener));
        }
    }

    public void stop() throws InterruptedException {
        clientGate.end();
        join(clients);
        readerGate.end();
        join(readers);
        if (!stopped) {
            stopped = true;
            catchUp();
            awaitListeners();
            endListeners();
        }
    }

    private void endListeners() throws InterruptedException {
        for (ThreadListener listener : listeners) {
            listener.end();
        }
        join(listening);
    }

    public void rest(Duration between) {
        rest = between;
    }

    public Requests requests() {
        return Requests.of(logs);
    }

    public long requestCount() {
        return logs.stream().mapToLong(RequestLog::size).sum();
    }

    public FailureLog failures() {
        return failures;
    }

    public Gate clientGate() {
        return clientGate;
    }

    public Gate readerGate() {
        return readerGate;
    }

    /** Of whoever polls; once it is stopped, of whoever listened as well. */
    public List<ThreadView> views() {
        Stream<ThreadView> listened = stopped ? listeners.stream().map(ThreadListener::view) : Stream.empty();
        return Stream.concat(polled.stream().map(PolledThread::view), listened).toList();
    }

    private static void settle(SignUpClient signUps, BucketId bucket, int threads) {
        signUps.signUpIn(bucket);
        IntStream.range(0, threads).forEach(number -> signUps.beginThreadIn(bucket));
    }

    private List<PolledThread> choosePolled() {
        return expectedState.threads().all().stream()
                .filter(thread -> !thread.preloaded())
                .sorted(Comparator.comparing(thread -> !options.isHot(thread.slot())))
                .limit(options.readers() == 0 ? 0 : options.polledThreads())
                .map(PolledThread::new)
                .toList();
    }

    private Client client() {
        Api api = api();
        Chooser chooser = new Chooser(expectedState, options.hotShare());
        CommentPoster poster = new CommentPoster(api, expectedState, chooser, series, numbers);
        return new Client(clientGate, api, expectedState, chooser, poster, signUps(api, chooser), () -> rest);
    }

    private ThreadPoller reader(int number) {
        List<PolledThread> share = IntStream.range(0, polled.size())
                .filter(index -> index % options.readers() == number)
                .mapToObj(polled::get)
                .toList();
        return new ThreadPoller(readerGate, api(), expectedState, share);
    }

    private ThreadListener listener(int number) {
        PolledThread thread = new PolledThread(polled.get(number).view().thread());
        return new ThreadListener(
                api(),
                expectedState,
                thread,
                options.bases(),
                number % options.bases().size());
    }

    private SignUpClient signUps(Api api, Chooser chooser) {
        return new SignUpClient(api, expectedState, chooser, series, numbers);
    }

    private Api api() {
        RequestLog log = new RequestLog(origin, originNanos);
        logs.add(log);
        return new Api(options.bases(), options.requestTimeout(), log, failures);
    }

    private static Thread started(String name, Runnable work) {
        Thread thread = new Thread(work, String.format(Locale.ROOT, "tessera-workload-%s", name));
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void join(List<Thread> threads) throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** Readers come back until nothing is new: what they haven't seen then they have missed. */
    public void catchUp() {
        long deadline = System.nanoTime() + CATCHING_UP.toNanos();
        try (Api api = api()) {
            for (PolledThread thread : polled) {
                while (thread.poll(api, expectedState) && System.nanoTime() < deadline) {
                    Thread.onSpinWait();
                }
            }
        }
    }

    /**
     * What they don't know then they have missed. An instance looks at a quiet thread each five seconds; who doesn't want to wait that long comes back, and
     * is told at once.
     */
    private void awaitListeners() throws InterruptedException {
        long deadline = System.nanoTime() + CATCHING_UP.toNanos();
        int looks = 0;
        while (listeners.stream().anyMatch(WorkloadThreads::lacks) && System.nanoTime() < deadline) {
            Thread.sleep(LOOK_MILLIS);
            if (++looks % LOOKS_BEFORE_COMING_BACK == 0) {
                listeners.stream().filter(WorkloadThreads::lacks).forEach(ThreadListener::comeBack);
            }
        }
    }

    private static boolean lacks(ThreadListener listener) {
        return !listener.view().missed().isEmpty();
    }
}
