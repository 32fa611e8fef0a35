package dev.errand.authz.admin;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.springframework.stereotype.Component;

import dev.errand.authz.fetch.ToolMetadata;
import dev.errand.toolscope.ScopeName;
import dev.errand.toolscope.registry.RegisteredTool;
import dev.errand.toolscope.registry.RegistryDocument;
import dev.errand.toolscope.registry.RegistryYaml;
import dev.errand.toolscope.registry.ToolScopes;

/**
 * What a tool says about itself, as a registry document: the tool alone. Its scopes are named in comments, because
 * metadata says nothing of what they allow, and authority is not to be made up.
 */
@Component
final class ImportedTool {

    private static final String NO_KEYS = "{\"keys\":[]}";
    private static final int MAX_NAME = 100;

    private final ToolScopes registry;

    ImportedTool(ToolScopes registry) {
        this.registry = registry;
    }

    /** The document. Where the tool is silent, what is registered of it stays as it is. */
    String of(ToolMetadata.Found found) {
        Optional<RegisteredTool> known = registry.tool(found.resource());
        RegisteredTool tool = new RegisteredTool(found.resource(),
                found.name().or(() -> known.map(RegisteredTool::name)).orElseGet(() -> host(found.resource())),
                found.jwks().or(() -> known.map(RegisteredTool::jwks)).orElse(NO_KEYS));
        return RegistryYaml.write(new RegistryDocument(List.of(tool), List.of())) + comments(found);
    }

    private static String host(String resource) {
        String host = URI.create(resource).getHost();
        return host.substring(0, Math.min(host.length(), MAX_NAME));
    }

    private String comments(ToolMetadata.Found found) {
        List<ScopeName> unknown = found.scopes().stream().filter(scope -> !registry.known(scope)).toList();
        return unknown.isEmpty()
                ? ""
                : unknown.stream().map(scope -> "#   " + scope + "\n").collect(Collectors.joining("",
                        "# The tool names these scopes, which are not registered. What each allows is for a person to write under scopes:\n",
                        ""));
    }
}
