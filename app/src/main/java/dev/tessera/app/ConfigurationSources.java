package dev.tessera.app;

import io.dropwizard.configuration.ConfigurationSourceProvider;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file, or with {@code classpath:} before its name the one that comes with the app. */
final class ConfigurationSources implements ConfigurationSourceProvider {
    private static final String CLASSPATH = "classpath:";

    @Override
    public InputStream open(String path) throws IOException {
        if (!path.startsWith(CLASSPATH)) {
            return Files.newInputStream(Path.of(path));
        }
        InputStream resource = ConfigurationSources.class.getResourceAsStream(path.substring(CLASSPATH.length()));
        if (resource == null) {
            throw new FileNotFoundException("there is no " + path);
        }
        return resource;
    }
}
