package dev.tessera.router;

/** What a connection to MySQL does about TLS; the words are Connector/J's {@code sslMode}. */
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
