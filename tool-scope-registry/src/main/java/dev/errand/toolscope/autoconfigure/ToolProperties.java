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
 */
@ConfigurationProperties("errand.tool")
public record ToolProperties(String resource, String issuer, @DefaultValue("true") boolean migrate,
        @DefaultValue("report") Drift drift, @DefaultValue Report report) {

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
            @DefaultValue("5s") Duration drainOnStop, @Nullable String digestKey) {}

    URI ledgerUri() {
        URI uri = report.uri();
        return uri == null ? URI.create(issuer + "/ledger/tool-calls") : uri;
    }
}
