package dev.errand.authz.config;

import java.net.InetAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.errand.authz.ending.caep.CaepReceiver;
import dev.errand.authz.keys.Issuer;

/** What must hold before the server answers anybody: a weak setting stops the start and is named. */
final class StartUpChecks {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private StartUpChecks() {}

    /** Without {@code WRITE_DELAY=0} H2 loses commits that it acknowledged when the process is killed. */
    static void requireDurable(String databaseUrl) {
        String upper = databaseUrl.toUpperCase(Locale.ROOT);
        boolean file = upper.startsWith("JDBC:H2:") && !upper.startsWith("JDBC:H2:MEM:");
        if (file && !(upper + ";").contains(";WRITE_DELAY=0;")) {
            throw new IllegalStateException("spring.datasource.url needs ;WRITE_DELAY=0 on an H2 file: without it, "
                    + "issuances and revocations that were acknowledged are lost when the process is killed.");
        }
    }

    /**
     * While one transaction commits, H2 keeps the result of a query that another connection runs at that moment, and goes
     * on answering with it: sessions and runs that have ended would still be read as active.
     */
    static void requireFresh(String databaseUrl) {
        String upper = databaseUrl.toUpperCase(Locale.ROOT) + ";";
        if (upper.startsWith("JDBC:H2:") && !upper.contains(";OPTIMIZE_REUSE_RESULTS=FALSE;")) {
            throw new IllegalStateException("spring.datasource.url needs ;OPTIMIZE_REUSE_RESULTS=FALSE on H2: without it, "
                    + "a revocation that was acknowledged can go unseen until something else is written.");
        }
    }

    /** Tokens, codes and passwords in clear text go no further than this machine. */
    static void requireTlsOffLoopback(Issuer issuer) {
        if (!issuer.isHttps() && !LOOPBACK.contains(String.valueOf(URI.create(issuer.value()).getHost()))) {
            throw new IllegalStateException(
                    "errand.issuer is " + issuer.value() + ": http is for loopback alone, elsewhere it must be https.");
        }
    }

    /** Neither are receivers of events, with the secrets that they are reached with. */
    static void requireTlsOffLoopback(CaepReceiver receiver) {
        boolean http = "http".equals(receiver.url().getScheme()) && LOOPBACK.contains(receiver.url().getHost());
        if (!http && !"https".equals(receiver.url().getScheme())) {
            throw new IllegalStateException("errand.caep.receivers has " + receiver.shown()
                    + ": http is for loopback alone, elsewhere it must be https.");
        }
    }

    /** What is for development has known names in it, and no TLS: nobody else's machine may reach it. */
    static void requireLoopback(@Nullable InetAddress address) {
        if (address == null || !address.isLoopbackAddress()) {
            throw new IllegalStateException("server.address is " + (address == null ? "every address" : address.getHostAddress())
                    + ": a start for development (errand.dev-mode, or no errand.bootstrap) listens on loopback only.");
        }
    }
}
