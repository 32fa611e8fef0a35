package dev.errand.authz.fetch;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.hc.client5.http.DnsResolver;

import dev.errand.toolscope.InvalidValue;
import dev.errand.toolscope.ResourceIndicator;
import dev.errand.toolscope.registry.RegisteredTool;

/**
 * Asks tools about themselves (RFC 9728 §3) without being made to ask anybody else: https and public addresses only,
 * no redirects, 64 KiB an answer, and one deadline over the metadata and the keys that it points to. Thread-safe.
 */
public final class ToolMetadataSource implements AutoCloseable {

    private static final Set<String> METADATA = Set.of("application/json");
    private static final Set<String> KEYS = Set.of("application/json", "application/jwk-set+json");

    /** So few that nobody makes this server a crowd. */
    private static final int AT_A_TIME = 4;

    private final Duration deadline;
    private final BoundedHttp http;
    private final ExecutorService threads;

    /**
     * @param exempt hosts, in lower case, from which also plain HTTP and addresses that are not public are taken
     * @param names finds hosts' addresses
     * @param deadline for all that one tool is asked, the look-up of its name included
     */
    public ToolMetadataSource(Set<String> exempt, DnsResolver names, Duration deadline) {
        this.deadline = deadline;
        this.http = new BoundedHttp(new AddressGuard(exempt, names), deadline);
        this.threads = Executors.newFixedThreadPool(AT_A_TIME, Thread.ofPlatform().daemon().name("fetch-", 0).factory());
    }

    /**
     * What the tool says about itself.
     *
     * @param resource its resource indicator
     * @throws InvalidValue if that is none
     */
    public ToolMetadata read(String resource) {
        ResourceIndicator.require("resource", resource);
        Deadline end = new Deadline();
        try {
            // On a thread of its own, because a look-up of a name cannot be interrupted.
            Future<ToolMetadata> answer = threads.submit(() -> found(resource, end));
            return answer.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | RejectedExecutionException e) {
            return new ToolMetadata.Refused(FetchProblem.METADATA_UNREACHABLE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new ToolMetadata.Refused(FetchProblem.METADATA_UNREACHABLE);
        } catch (ExecutionException e) {
            throw new IllegalStateException("A fetch failed for a reason of our own", e.getCause());
        } finally {
            end.pass();
        }
    }

    private ToolMetadata found(String resource, Deadline end) {
        try {
            MetadataDocument metadata = MetadataDocument.read(http.get(MetadataDocument.location(resource), METADATA, end));
            if (!metadata.resource().equals(resource)) {
                throw new FetchRefused(FetchProblem.RESOURCE_MISMATCH);
            }
            Optional<String> location = metadata.keys();
            Optional<String> keys = location.isEmpty()
                    ? Optional.empty()
                    : Optional.of(publicKeys(resource, http.get(location.get(), KEYS, end)));
            return new ToolMetadata.Found(resource, metadata.name(), keys, metadata.scopes());
        } catch (FetchRefused refused) {
            return new ToolMetadata.Refused(refused.problem());
        }
    }

    /** The key set as a tool may register it: P-256 keys, nothing private. */
    private static String publicKeys(String resource, String jwks) throws FetchRefused {
        try {
            return new RegisteredTool(resource, "keys", jwks).jwks();
        } catch (InvalidValue e) {
            throw new FetchRefused(FetchProblem.METADATA_MALFORMED);
        }
    }

    @Override
    public void close() throws IOException {
        threads.shutdownNow();
        http.close();
    }
}
