package dev.tessera.bench.sessions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The outcomes so far, also those of a run that was interrupted: a line each, its fields parted by tabs. */
final class Found {
    private final @Nullable Path file;
    private final List<SettingOutcome> outcomes = new ArrayList<>();

    private Found(@Nullable Path file) {
        this.file = file;
    }

    /** @param file null for none */
    static Found in(@Nullable Path file) throws IOException {
        Found found = new Found(file);
        if (file != null && Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                String[] fields = line.split("\t", 3);
                found.outcomes.add(new SettingOutcome(fields[0], SettingOutcome.Verdict.valueOf(fields[1]), fields[2]));
            }
        }
        return found;
    }

    void add(SettingOutcome outcome) throws IOException {
        outcomes.add(outcome);
        if (file != null) {
            String line = outcome.setting() + "\t" + outcome.verdict() + "\t"
                    + outcome.detail().replace('\n', ' ');
            Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }

    boolean has(String setting) {
        return outcomes.stream().anyMatch(outcome -> outcome.setting().equals(setting));
    }

    List<SettingOutcome> outcomes() {
        return outcomes;
    }

    boolean differ() {
        return outcomes.stream().anyMatch(outcome -> outcome.verdict() == SettingOutcome.Verdict.DIFFERENT);
    }
}
