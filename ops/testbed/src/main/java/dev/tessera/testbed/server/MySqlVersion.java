package dev.tessera.testbed.server;

import dev.tessera.testbed.process.TestbedException;
import java.util.Comparator;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A version of MySQL proper, as {@code mysqld --version} tells it. */
record MySqlVersion(int major, int minor, int patch) implements Comparable<MySqlVersion> {
    static final MySqlVersion OLDEST = new MySqlVersion(8, 0, 22);
    private static final Pattern VER = Pattern.compile("\\bVer (\\d+)\\.(\\d+)\\.(\\d+)");

    /**
     * Reads the answer of a mysqld.
     *
     * @throws TestbedException saying why this server is none that Tessera can use
     */
    static MySqlVersion parse(String answer) {
        if (answer.toLowerCase(Locale.ROOT).contains("mariadb")) {
            throw new TestbedException("it is MariaDB, which is not MySQL: " + answer.strip());
        }
        Matcher version = VER.matcher(answer);
        if (!version.find()) {
            throw new TestbedException("it doesn't tell its version: " + answer.strip());
        }
        return new MySqlVersion(number(version, 1), number(version, 2), number(version, 3)).orRefuse();
    }

    private static int number(Matcher version, int group) {
        return Integer.parseInt(version.group(group));
    }

    private MySqlVersion orRefuse() {
        if (compareTo(OLDEST) < 0) {
            throw new TestbedException("it is MySQL " + this + ", and Tessera needs " + OLDEST + " or newer");
        }
        return this;
    }

    @Override
    public int compareTo(MySqlVersion other) {
        return Comparator.comparingInt(MySqlVersion::major)
                .thenComparingInt(MySqlVersion::minor)
                .thenComparingInt(MySqlVersion::patch)
                .compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + patch;
    }
}
