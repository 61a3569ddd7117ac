package dev.tessera.shardconfig;

import com.ibm.icu.text.IDNA;
import java.nio.charset.StandardCharsets;

/**
 * The key of a thread of comments: a page, as the host name of its site and its path.
 *
 * @param site lower-case ASCII (IDNA), at most 253 characters
 * @param path as it stands in the URL, from its first {@code /}; compared byte by byte; at most 2,048 bytes of UTF-8
 */
public record ThreadKey(String site, String path) implements ShardingKey {
    public static final int MAX_SITE_LENGTH = 253;
    public static final int MAX_PATH_BYTES = 2048;

    private static final IDNA UTS46 = IDNA.getUTS46Instance(IDNA.USE_STD3_RULES
            | IDNA.CHECK_BIDI
            | IDNA.CHECK_CONTEXTJ
            | IDNA.NONTRANSITIONAL_TO_ASCII
            | IDNA.NONTRANSITIONAL_TO_UNICODE);

    public ThreadKey {
        if (!site.equals(canonicalSite(site))) {
            throw new IllegalArgumentException("not a canonical site; ThreadKey.of makes one");
        }
        checkPath(path);
    }

    /** @throws InvalidKeyException when site or path can't be a part of a key */
    public static ThreadKey of(String site, String path) {
        return new ThreadKey(canonicalSite(site), path);
    }

    @Override
    public byte[] hashedBytes() {
        byte[] siteBytes = site.getBytes(StandardCharsets.US_ASCII);
        byte[] pathBytes = path.getBytes(StandardCharsets.UTF_8);
        byte[] bytes = new byte[siteBytes.length + 1 + pathBytes.length];
        System.arraycopy(siteBytes, 0, bytes, 0, siteBytes.length);
        System.arraycopy(pathBytes, 0, bytes, siteBytes.length + 1, pathBytes.length);
        return bytes;
    }

    private static String canonicalSite(String site) {
        KeyText.requireAssigned("site", site);
        IDNA.Info info = new IDNA.Info();
        String ascii = UTS46.nameToASCII(site, new StringBuilder(), info).toString();
        if (ascii.isEmpty() || ascii.length() > MAX_SITE_LENGTH || ascii.endsWith(".") || info.hasErrors()) {
            throw new InvalidKeyException(
                    "site",
                    "a site is a host name such as blog.example.com, without scheme or port, of at most "
                            + MAX_SITE_LENGTH + " characters");
        }
        return ascii;
    }

    private static void checkPath(String path) {
        if (!path.startsWith("/")) {
            throw new InvalidKeyException("path", "a path begins with '/'");
        }
        KeyText.requireWellFormed("path", path);
        if (path.getBytes(StandardCharsets.UTF_8).length > MAX_PATH_BYTES) {
            throw new InvalidKeyException("path", "a path has at most " + MAX_PATH_BYTES + " bytes of UTF-8");
        }
    }
}
