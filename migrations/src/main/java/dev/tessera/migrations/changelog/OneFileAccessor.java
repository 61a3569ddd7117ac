package dev.tessera.migrations.changelog;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import liquibase.resource.AbstractResource;
import liquibase.resource.AbstractResourceAccessor;
import liquibase.resource.OpenOptions;
import liquibase.resource.Resource;

/** Gives Liquibase one file that is in memory already: a changelog is parsed once for each bucket. */
final class OneFileAccessor extends AbstractResourceAccessor {
    private final Resource file;

    OneFileAccessor(String name, String content) {
        this.file = new InMemory(name, content);
    }

    @Override
    public List<Resource> search(String path, boolean recursive) {
        return List.of();
    }

    @Override
    public List<Resource> getAll(String path) {
        return path.equals(file.getPath()) ? List.of(file) : List.of();
    }

    @Override
    public List<String> describeLocations() {
        return List.of(file.getPath());
    }

    @Override
    public void close() {}

    private static final class InMemory extends AbstractResource {
        private final String content;

        InMemory(String name, String content) {
            super(name, URI.create("memory:" + name));
            this.content = content;
        }

        @Override
        public InputStream openInputStream() {
            return new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public boolean isWritable() {
            return false;
        }

        @Override
        public boolean exists() {
            return true;
        }

        @Override
        public Resource resolve(String other) {
            throw new UnsupportedOperationException("a changelog file stands alone");
        }

        @Override
        public Resource resolveSibling(String other) {
            throw new UnsupportedOperationException("a changelog file stands alone");
        }

        @Override
        public OutputStream openOutputStream(OpenOptions options) {
            throw new UnsupportedOperationException("a changelog file is read only");
        }
    }
}
