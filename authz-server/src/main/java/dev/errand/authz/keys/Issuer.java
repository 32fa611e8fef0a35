package dev.errand.authz.keys;

import java.net.URI;

/**
 * The issuer identifier (RFC 8414 §2): the public base URL of this server, under which every endpoint lies, and the
 * {@code iss} of every token. Compared as an exact string, so it is written one way only: scheme and host, no trailing
 * slash, no query, no fragment.
 *
 * @param value for example {@code https://as.example}
 */
public record Issuer(String value) {

    public Issuer {
        URI uri = URI.create(value);
        boolean http = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
        if (!http || uri.getHost() == null || uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException("the issuer must be an http or https URL with a host: " + value);
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null || value.endsWith("/")) {
            throw new IllegalArgumentException("the issuer has no query, no fragment, no trailing slash: " + value);
        }
    }

    /** The public URL of one of this server's endpoints. */
    public String endpoint(String path) {
        return value + path;
    }

    /** The resource indicator of the administration API (RFC 8707): the audience of an administrative client's token. */
    public String administration() {
        return endpoint("/admin/api");
    }

    /** Whether the URL is this server's own: tokens for it could be taken for tokens of this server. */
    public boolean contains(String url) {
        return url.equals(value) || url.startsWith(value + "/");
    }

    /** Whether browsers reach this server over TLS, so that its cookies are marked {@code Secure}. */
    public boolean isHttps() {
        return value.startsWith("https:");
    }

    @Override
    public String toString() {
        return value;
    }
}
