package dev.errand.toolscope.autoconfigure;

import java.net.URI;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of a tool, {@code errand.tool.*}. They are in force only if {@code errand.tool.resource} is set.
 *
 * @param resource the tool's resource indicator: the {@code aud} of its credentials and its public base URL
 * @param issuer the issuer of its credentials, exactly as in their {@code iss}
 * @param migrate whether this library creates its tables; true by default
 * @param drift what follows if annotations and registry disagree: {@code refuse} to start, also where the registry cannot
 *     be asked; {@code report} it in the log, the default; or {@code off}
 * @param report the reports to the ledger
 * @param alive whether the run behind a credential is still alive
 */
@ConfigurationProperties("errand.tool")
public record ToolProperties(String resource, String issuer, @DefaultValue("true") boolean migrate,
        @DefaultValue("report") Drift drift, @DefaultValue Report report, @DefaultValue Alive alive) {

    /** Refuses to start without an issuer. */
    public ToolProperties {
        if (issuer == null || issuer.isBlank()) {
            throw new IllegalArgumentException("errand.tool.issuer must be set, as errand.tool.resource is");
        }
    }

    /** What follows if annotations and registry disagree. */
    public enum Drift {
        /** The tool does not start. */
        REFUSE,
        /** A warning in the log for each difference. */
        REPORT,
        /** They are not compared. */
        OFF
    }

    URI scopesUri() {
        return URI.create(issuer + "/tools/scopes");
    }

    /**
     * The reports to the ledger.
     *
     * @param uri where they go; by default {@code <issuer>/ledger/tool-calls}
     * @param retryEvery how often the outbox is looked through, besides after each call; 2 s by default
     * @param drainOnStop how long a stopping tool goes on sending what is left; 5 s by default
     * @param digestKey base64url of at least 32 secret bytes, the same on all nodes, under which arguments are digested;
     *     needed unless the application has a {@code ParameterDigest} bean
     */
    public record Report(@Nullable URI uri, @DefaultValue("2s") Duration retryEvery,
            @DefaultValue("5s") Duration drainOnStop, @Nullable String digestKey) {

        private static final Duration SHORTEST = Duration.ofMillis(1);

        /** Refuses to start with times that cannot be kept. */
        public Report {
            if (retryEvery.compareTo(SHORTEST) < 0) {
                throw new IllegalArgumentException("errand.tool.report.retry-every is shorter than 1 ms");
            }
            if (drainOnStop.isNegative()) {
                throw new IllegalArgumentException("errand.tool.report.drain-on-stop is negative");
            }
        }
    }

    URI ledgerUri() {
        URI uri = report.uri();
        return uri == null ? URI.create(issuer + "/ledger/tool-calls") : uri;
    }

    /**
     * Whether the run behind a credential is still alive.
     *
     * @param feed whether the tool follows the issuer's revocation feed; true by default. Without it a credential whose
     *     run has ended is good here until it expires
     * @param feedUri where the feed is; by default {@code <issuer>/revocations}
     * @param staleAfter how old what the tool has heard may be before only scopes of effect {@code read} pass; 2 s by
     *     default, at least 100 ms. The feed is asked four times as often
     * @param mostRevoked how many revoked credentials are remembered at once, 100 000 by default; while there are more,
     *     what is known counts as stale
     * @param onlineCheck whether scopes of effect {@code irreversible}, and those of unknown effect, are checked at the
     *     issuer right before a credential is used up; true by default
     * @param introspectionUri where that is asked, the introspection endpoint (RFC 7662); by default {@code <issuer>/oauth2/introspect}
     */
    public record Alive(@DefaultValue("true") boolean feed, @Nullable URI feedUri, @DefaultValue("2s") Duration staleAfter,
            @DefaultValue("100000") int mostRevoked, @DefaultValue("true") boolean onlineCheck,
            @Nullable URI introspectionUri) {

        private static final Duration SHORTEST = Duration.ofMillis(100);

        /** Refuses to start with bounds under which nothing would ever be up to date. */
        public Alive {
            if (staleAfter.compareTo(SHORTEST) < 0) {
                throw new IllegalArgumentException("errand.tool.alive.stale-after is shorter than 100 ms");
            }
            if (mostRevoked < 1) {
                throw new IllegalArgumentException("errand.tool.alive.most-revoked is not positive");
            }
        }
    }

    URI feedUri() {
        URI uri = alive.feedUri();
        return uri == null ? URI.create(issuer + "/revocations") : uri;
    }

    URI introspectionUri() {
        URI uri = alive.introspectionUri();
        return uri == null ? URI.create(issuer + "/oauth2/introspect") : uri;
    }
}
