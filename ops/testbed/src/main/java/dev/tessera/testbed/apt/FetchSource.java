package dev.tessera.testbed.apt;

import dev.tessera.testbed.process.Cache;
import dev.tessera.testbed.process.Folders;
import dev.tessera.testbed.process.TestbedException;
import dev.tessera.testbed.server.MySqlProvider;
import dev.tessera.testbed.server.MysqldProvider;
import dev.tessera.testbed.server.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** MySQL from the distribution's own packages, unpacked into the user's cache beside the system, without root's rights. */
public final class FetchSource implements Source {
    private static final Logger log = LoggerFactory.getLogger(FetchSource.class);

    private final Cache cache;

    public FetchSource(Cache cache) {
        this.cache = cache;
    }

    @Override
    public String name() {
        return "fetch";
    }

    @Override
    public String wayOut() {
        return "on Debian or Ubuntu, give apt-get access to its mirror: MySQL is then fetched into " + cache.entry("");
    }

    @Override
    public MySqlProvider find() {
        Map<String, String> release = OsRelease.read(Path.of("/etc/os-release"));
        Path entry = cache.entry(entryName(release), folder -> fetch(release, folder));
        return new MysqldProvider(UnpackedMysqld.in(entry), cache);
    }

    private static String entryName(Map<String, String> release) {
        String version = release.getOrDefault("ID", "").equals("ubuntu") ? "-" + release.get("VERSION_ID") : "";
        return "fetched-" + release.getOrDefault("ID", "unknown") + version + "-" + System.getProperty("os.arch", "");
    }

    private void fetch(Map<String, String> release, Path folder) {
        if (!isOnPath("apt-get") || !isOnPath("dpkg-deb")) {
            throw new TestbedException("this is no Debian or Ubuntu: apt-get or dpkg-deb is missing");
        }
        log.info("fetching MySQL into {}: some 70 MB, once", cache.entry(""));
        Apt apt = Apt.privately(folder.resolve("apt"), AptMirror.ofThisMachine(release));
        apt.unpackMySql(folder);
        Folders.delete(folder.resolve("apt"));
        UnpackedMysqld.in(folder); // proves that it runs before anyone can find it
    }

    private static boolean isOnPath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "/usr/bin").split(":", -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
