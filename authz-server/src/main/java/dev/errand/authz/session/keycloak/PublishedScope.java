package dev.errand.authz.session.keycloak;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

import org.keycloak.representations.idm.ClientScopeRepresentation;

import dev.errand.toolscope.ToolScope;

/**
 * A scope of the registry as a realm's client scope.
 *
 * @param scope at its active version
 * @param owner the issuer that published it, by which it is known again
 */
record PublishedScope(ToolScope scope, String owner) {

    private static final String OWNER = "errand.issuer";

    /** As much as the realm's table holds. */
    private static final int MAX_DESCRIPTION = 255;

    static boolean isOf(ClientScopeRepresentation there, String owner) {
        return there.getAttributes() != null && owner.equals(there.getAttributes().get(OWNER));
    }

    ClientScopeRepresentation representation() {
        return in(new ClientScopeRepresentation());
    }

    /** Whether it is there as it should be. */
    boolean isIn(ClientScopeRepresentation there) {
        return description().equals(there.getDescription())
                && there.getAttributes().entrySet().containsAll(attributes().entrySet());
    }

    /** Puts it into what is there; attributes of others stay. */
    ClientScopeRepresentation in(ClientScopeRepresentation there) {
        Map<String, String> attributes = there.getAttributes() == null ? new HashMap<>() : new HashMap<>(there.getAttributes());
        attributes.putAll(attributes());
        there.setName(scope.name().value());
        there.setProtocol("openid-connect");
        there.setDescription(description());
        there.setAttributes(attributes);
        return there;
    }

    private Map<String, String> attributes() {
        return Map.of(OWNER, owner, "errand.tool", scope.tool(), "errand.version", Integer.toString(scope.version()),
                "errand.effect", scope.effect().name().toLowerCase(Locale.ROOT), "include.in.token.scope", "true",
                "display.on.consent.screen", "true", "consent.screen.text", description());
    }

    private String description() {
        String words = scope.description();
        return words.length() <= MAX_DESCRIPTION ? words : words.substring(0, MAX_DESCRIPTION - 1) + "…";
    }
}
