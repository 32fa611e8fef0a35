package dev.errand.authz.admin.tool;

import java.net.URI;
import java.util.List;
import java.util.Optional;

import org.springframework.stereotype.Component;

import dev.errand.authz.fetch.ToolMetadata;
import dev.errand.authz.fetch.ToolMetadataSource;
import dev.errand.toolscope.ResourceIndicator;
import dev.errand.toolscope.ScopeName;
import dev.errand.toolscope.registry.RegisteredTool;
import dev.errand.toolscope.registry.ToolScopes;

/**
 * What a tool says about itself (RFC 9728), as a proposal to go on from: nothing is registered by it. The only thing here
 * that asks anybody, and only within the bounds of {@link ToolMetadataSource}. Thread-safe.
 */
@Component
public final class ToolImport {

    private static final String NO_KEYS = "{\"keys\":[]}";
    private static final int MAX_NAME = 100;

    private final ToolMetadataSource source;
    private final ToolScopes registry;

    ToolImport(ToolMetadataSource source, ToolScopes registry) {
        this.source = source;
        this.registry = registry;
    }

    /** What came of asking. */
    public sealed interface Imported {

        /**
         * The tool said this.
         *
         * @param tool where it is silent, what is registered of it stays as it is
         * @param unregistered scopes that it names and nobody has registered: what each allows is for a person to say
         */
        record Proposed(RegisteredTool tool, List<ScopeName> unregistered) implements Imported {

            public Proposed {
                unregistered = List.copyOf(unregistered);
            }
        }

        /**
         * There is nothing to go on from.
         *
         * @param reason a stable word
         * @param sentence the same for people
         */
        record Refused(String reason, String sentence) implements Imported {}
    }

    /**
     * Asks the tool.
     *
     * @throws dev.errand.toolscope.InvalidValue if that is no resource indicator
     */
    public Imported read(String resource) {
        ResourceIndicator.require("resource", resource);
        return switch (source.read(resource)) {
            case ToolMetadata.Found found -> new Imported.Proposed(tool(found),
                    found.scopes().stream().filter(scope -> !registry.known(scope)).toList());
            case ToolMetadata.Refused(var problem) -> new Imported.Refused(problem.word(), problem.sentence());
        };
    }

    private RegisteredTool tool(ToolMetadata.Found found) {
        Optional<RegisteredTool> known = registry.tool(found.resource());
        return new RegisteredTool(found.resource(),
                found.name().or(() -> known.map(RegisteredTool::name)).orElseGet(() -> host(found.resource())),
                found.jwks().or(() -> known.map(RegisteredTool::jwks)).orElse(NO_KEYS));
    }

    private static String host(String resource) {
        String host = URI.create(resource).getHost();
        return host.substring(0, Math.min(host.length(), MAX_NAME));
    }
}
