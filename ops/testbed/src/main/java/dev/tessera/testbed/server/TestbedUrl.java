package dev.tessera.testbed.server;

import dev.tessera.shardconfig.session.SessionPins;
import dev.tessera.shardconfig.session.SessionPurpose;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** How a test connects: its sessions are what they are on a new server, whatever it has made of the server's globals. */
public final class TestbedUrl {
    private static final String PARAMETERS = "?sslMode=DISABLED&allowPublicKeyRetrieval=true&sessionVariables="
            + URLEncoder.encode(SessionPins.of(SessionPurpose.TESTBED).settings(), StandardCharsets.UTF_8);

    private TestbedUrl() {}

    public static String of(String address, String schema) {
        return "jdbc:mysql://" + address + "/" + schema + PARAMETERS;
    }
}
