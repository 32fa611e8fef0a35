package dev.errand.authz.token;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.AuthenticationConverter;
import org.springframework.stereotype.Component;

import dev.errand.authz.client.AgentAuthentication;
import dev.errand.authz.grant.Grant;

/** Reads the grant type of a token request; null for one that this server does not have. */
@Component
public final class GrantConverter implements AuthenticationConverter {

    private final Set<String> grantTypes;
    private final RefusalRecorder recorder;

    GrantConverter(List<Grant> grants, RefusalRecorder recorder) {
        this.recorder = recorder;
        this.grantTypes = grants.stream().map(Grant::type).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public @Nullable Authentication convert(HttpServletRequest request) {
        if (!(SecurityContextHolder.getContext().getAuthentication() instanceof AgentAuthentication caller)) {
            throw new IllegalStateException("the token endpoint is behind client authentication");
        }
        Optional<String> type = caller.form().value("grant_type").filter(grantTypes::contains);
        if (type.isEmpty()) {
            recorder.unsupported(caller);
            return null;
        }
        return new GrantAuthentication(type.get(), caller);
    }
}
