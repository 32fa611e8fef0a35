package dev.errand.authz.session.upstream;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.errand.authz.session.LoginLink;
import dev.errand.authz.session.LoginLinks;

/** The providers at which users of this server may log in. */
public final class UpstreamProviders implements LoginLinks {

    /** Everything about a provider is below this path. */
    static final String PATH = "/login/upstream/";

    private final Map<String, UpstreamProvider> byId;
    private final List<LoginLink> links;

    /** @throws IllegalArgumentException if two have the same issuer */
    public UpstreamProviders(List<UpstreamProvider> providers) {
        this.byId = providers.stream().collect(Collectors.toUnmodifiableMap(UpstreamProvider::id, Function.identity()));
        this.links = providers.stream().map(one -> new LoginLink(PATH + one.id(), one.name())).toList();
        if (providers.stream().map(UpstreamProvider::issuer).distinct().count() < providers.size()) {
            throw new IllegalArgumentException("errand.upstream.providers: two have the same issuer");
        }
    }

    /** The provider of this name. */
    public Optional<UpstreamProvider> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    @Override
    public List<LoginLink> all() {
        return links;
    }
}
