package dev.tessera.bench.measure;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** How a process with the classes of this one is started. */
public final class Jvm {
    private static final String COMPILER = "-XX:TieredStopAtLevel=";

    private Jvm() {}

    /**
     * Beginning of a command line, to go on with system properties and the main class. Its compiler stops where that of this JVM does: a run
     * that measures nothing needn't pay for optimising.
     *
     * @param options of memory, for example {@code -Xmx256m}
     */
    public static List<String> command(String... options) {
        return command(classPath(), List.of(options));
    }

    public static String classPath() {
        return System.getProperty("java.class.path");
    }

    /** The same with other classes, or with some that come before those of this one. */
    public static List<String> command(String classPath, List<String> options) {
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("java.home") + "/bin/java");
        command.addAll(options);
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith(COMPILER))
                .forEach(command::add);
        command.add("-cp");
        command.add(classPath);
        return command;
    }
}
