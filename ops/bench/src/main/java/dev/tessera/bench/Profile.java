package dev.tessera.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordingFile;

/**
 * Where the Java code of an operation spends its time, in microseconds an operation by method: the nearest method to the top of the
 * stack that isn't the JDK's own. From the samples of the JDK's Flight Recorder; time in the kernel, sockets above all, isn't seen.
 */
record Profile(Map<String, Double> microsByMethod) {
    private static final Duration PERIOD = Duration.ofMillis(2);
    private static final String SAMPLE = "jdk.ExecutionSample";
    private static final List<String> JDK = List.of("java.", "javax.", "jdk.", "sun.", "com.sun.");

    /** What is profiled. */
    interface Round {
        Measurement run() throws InterruptedException;
    }

    static Profile of(Round round) throws InterruptedException {
        try (Recording recording = new Recording()) {
            recording.enable(SAMPLE).withPeriod(PERIOD);
            recording.start();
            Measurement measurement = round.run();
            recording.stop();
            return new Profile(micros(samples(recording), measurement.operations()));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static List<RecordedEvent> samples(Recording recording) throws IOException {
        Path file = Files.createTempFile("tessera-profile-", ".jfr");
        try {
            recording.dump(file);
            return RecordingFile.readAllEvents(file);
        } finally {
            Files.delete(file);
        }
    }

    private static Map<String, Double> micros(List<RecordedEvent> samples, long operations) {
        double each = PERIOD.toNanos() / 1e3 / operations;
        Map<String, Double> micros = new TreeMap<>();
        samples.stream()
                .flatMap(sample -> culprit(sample).stream())
                .forEach(method -> micros.merge(method, each, Double::sum));
        return micros;
    }

    private static Optional<String> culprit(RecordedEvent sample) {
        if (!sample.getEventType().getName().equals(SAMPLE)
                || sample.getStackTrace() == null
                || !sample.getThread("sampledThread").getJavaName().equals(Workers.THREAD_NAME)) {
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

    /** Of what lies in packages with this prefix; of all where it is empty. */
    double micros(String prefix) {
        return microsByMethod.entrySet().stream()
                .filter(method -> method.getKey().startsWith(prefix))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    double microsOf(String method) {
        return microsByMethod.getOrDefault(method, 0.0);
    }
}
