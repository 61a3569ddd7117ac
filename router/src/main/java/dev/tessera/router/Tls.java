package dev.tessera.router;

/** The TLS mode of a connection to MySQL, in the terms of Connector/J's {@code sslMode}. */
public enum Tls {
    DISABLED,
    /** TLS where the server offers it, unchecked. */
    PREFERRED,
    REQUIRED,
    /** The server's certificate must be signed by a known authority. */
    VERIFY_CA,
    /** And name the host besides. */
    VERIFY_IDENTITY
}
