package dev.tessera.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** Where a report goes, and what it says it was made by. */
public final class ReportFile {
    private ReportFile() {}

    /** Writes {@code <name>-<date>.md}. */
    public static void write(Path reports, String name, String text) throws IOException {
        write(reports, name, "", text);
    }

    /** Writes {@code <name>-<date><which>.md}: there may be several of a day. */
    public static void write(Path reports, String name, String which, String text) throws IOException {
        writeFile(reports, name + "-" + LocalDate.now(ZoneOffset.UTC) + which + ".md", text);
    }

    /** Writes {@code <name>-<date><which>.log}: what is too long to be kept with the reports. */
    public static void writeLog(Path reports, String name, String which, String text) throws IOException {
        writeFile(reports, name + "-" + LocalDate.now(ZoneOffset.UTC) + which + ".log", text);
    }

    private static void writeFile(Path reports, String name, String text) throws IOException {
        Files.createDirectories(reports);
        Path file = reports.resolve(name);
        Files.writeString(file, text);
        Console.say("written to %s", file);
    }

    /** As it was typed, but for where the report goes: that says nothing about what was measured. */
    public static String commandLine(CommandSpec command) {
        List<String> words =
                new ArrayList<>(command.commandLine().getParseResult().originalArgs());
        for (int at = words.indexOf("--reports"); at >= 0; at = words.indexOf("--reports")) {
            words.subList(at, at + 2).clear();
        }
        words.removeIf(word -> word.startsWith("--reports="));
        return String.join(" ", command.name(), String.join(" ", words)).strip();
    }
}
