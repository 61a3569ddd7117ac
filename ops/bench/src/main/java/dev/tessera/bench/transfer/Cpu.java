package dev.tessera.bench.transfer;

import dev.tessera.testbed.server.MySqlServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Seconds of CPU since each began, as the kernel counts them: of both servers, and of this JVM with the children it has waited for. Zero
 * where a server is no process of this machine.
 */
record Cpu(double source, double target, double clients) {
    private static final double TICKS_A_SECOND = 100;

    static Cpu now(TwoServers servers) {
        return new Cpu(
                of(pid(servers.source()), 13, 14),
                of(pid(servers.target()), 13, 14),
                of(Long.toString(ProcessHandle.current().pid()), 13, 14, 15, 16));
    }

    Cpu since(Cpu earlier) {
        return new Cpu(source - earlier.source, target - earlier.target, clients - earlier.clients);
    }

    double all() {
        return source + target + clients;
    }

    private static String pid(MySqlServer server) {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select @@pid_file")) {
            row.next();
            return Files.readString(Path.of(row.getString(1))).strip();
        } catch (SQLException | IOException elsewhere) {
            return "";
        }
    }

    /** @param fields of proc's stat, counted from 0 */
    private static double of(String pid, int... fields) {
        if (pid.isEmpty()) {
            return 0;
        }
        try {
            String stat = Files.readString(Path.of("/proc", pid, "stat"));
            // The name before it may hold blanks.
            List<String> values =
                    List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
            double ticks = 0;
            for (int field : fields) {
                ticks += Double.parseDouble(values.get(field - 2));
            }
            return ticks / TICKS_A_SECOND;
        } catch (IOException notLinux) {
            return 0;
        }
    }
}
