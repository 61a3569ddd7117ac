package dev.tessera.bench.measure;

import dev.tessera.testbed.process.TemporaryFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordingFile;

/**
 * Where the Java code of an operation spends its time, in microseconds an operation by method: the nearest method to the top of the
 * stack that isn't the JDK's own. From the samples of the JDK's Flight Recorder; time in the kernel, sockets above all, isn't seen.
 */
public record Profile(Map<String, Double> microsByMethod) {
    static final Duration PERIOD = Duration.ofMillis(2);
    static final String SAMPLE = "jdk.ExecutionSample";
    /** JDBI makes such an event for every statement, as long as somebody records. */
    static final String JDBI_STATEMENT = "jdbi.statement";

    private static final List<String> JDK = List.of("java.", "javax.", "jdk.", "sun.", "com.sun.");

    /** What is profiled. */
    public interface ProfiledRound {
        Measurement run() throws InterruptedException;
    }

    /** Of the workers of this JVM. */
    public static Profile of(ProfiledRound round) throws InterruptedException {
        try (Recording recording = new Recording()) {
            recording.enable(SAMPLE).withPeriod(PERIOD);
            recording.disable(JDBI_STATEMENT);
            recording.start();
            Measurement measurement = round.run();
            recording.stop();
            return new Profile(
                    micros(samples(recording), MeasuringThreads.THREAD_NAME::equals, measurement.operations()));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Of all threads of a JVM that has written its samples down. */
    static Profile of(Path recording, long operations) throws IOException {
        return new Profile(micros(RecordingFile.readAllEvents(recording), any -> true, operations));
    }

    private static List<RecordedEvent> samples(Recording recording) throws IOException {
        try (TemporaryFolder folder = TemporaryFolder.create("profile")) {
            Path file = folder.path().resolve("samples.jfr");
            recording.dump(file);
            return RecordingFile.readAllEvents(file);
        }
    }

    private static Map<String, Double> micros(List<RecordedEvent> samples, Predicate<String> threads, long operations) {
        double each = PERIOD.toNanos() / 1e3 / operations;
        Map<String, Double> micros = new TreeMap<>();
        samples.stream()
                .flatMap(sample -> culprit(sample, threads).stream())
                .forEach(method -> micros.merge(method, each, Double::sum));
        return micros;
    }

    private static Optional<String> culprit(RecordedEvent sample, Predicate<String> threads) {
        if (!sample.getEventType().getName().equals(SAMPLE)
                || sample.getStackTrace() == null
                || !threads.test(
                        String.valueOf(sample.getThread("sampledThread").getJavaName()))) {
            return Optional.empty();
        }
        return sample.getStackTrace().getFrames().stream()
                .filter(RecordedFrame::isJavaFrame)
                .map(RecordedFrame::getMethod)
                .map(Profile::name)
                .filter(name -> JDK.stream().noneMatch(name::startsWith))
                .findFirst();
    }

    private static String name(RecordedMethod method) {
        return method.getType().getName() + "." + method.getName();
    }

    /** Of everything. */
    public double micros() {
        return microsByMethod.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    public double microsOf(String method) {
        return microsByMethod.getOrDefault(method, 0.0);
    }
}
