package dev.tessera.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a run of shardctl ended with. */
record CommandAnswer(int code, String out, String err) {
    /** In this JVM. */
    static CommandAnswer of(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Shardctl.run(new PrintWriter(out), new PrintWriter(err), arguments);
        return new CommandAnswer(code, out.toString(), err.toString());
    }

    /** In a JVM of its own, as the script starts it; its environment says of Tessera what is given here, and no more. */
    static CommandAnswer ofProcess(Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home", ""), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Duser.language=tr",
                "-cp",
                System.getProperty("java.class.path", ""),
                Shardctl.class.getName()));
        command.addAll(List.of(arguments));
        Path err = Files.createTempFile("shardctl", ".err");
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("TESSERA_"));
            builder.environment().putAll(environment);
            Process process = builder.start();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new CommandAnswer(process.waitFor(), out, Files.readString(err));
        } finally {
            Files.delete(err);
        }
    }

    /** Refused with these lines and nothing else. */
    void expectRefusal(int expectedCode, String... lines) {
        assertThat(err.lines()).containsExactly(lines);
        assertThat(out).isEmpty();
        assertThat(code).isEqualTo(expectedCode);
    }
}
