package dev.tessera.ops.move.throttle;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;

/** Reads what an app shows to Prometheus. */
final class MetricsPage {
    private static final int TIMEOUT_MILLIS = 1_000;
    private static final int AT_MOST = 8 << 20;
    private static final int OK = 200;

    private MetricsPage() {}

    /** @throws IOException when it doesn't answer, or with anything but the page */
    static String read(URI app) throws IOException {
        URL address =
                URI.create(app.toString().replaceAll("/+$", "") + "/metrics").toURL();
        HttpURLConnection connection = (HttpURLConnection) address.openConnection();
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        connection.setInstanceFollowRedirects(false);
        connection.setRequestProperty("Accept", "text/plain");
        try {
            if (connection.getResponseCode() != OK) {
                throw new IOException("it answers " + connection.getResponseCode());
            }
            try (InputStream body = connection.getInputStream()) {
                return new String(body.readNBytes(AT_MOST), StandardCharsets.UTF_8);
            }
        } finally {
            connection.disconnect();
        }
    }
}
