package dev.errand.authz.admin;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Hands a handler the {@link Administrator} who asks; one who lost that since the request came in is denied. */
@Configuration(proxyBeanMethods = false)
final class AdministratorArgument implements WebMvcConfigurer, HandlerMethodArgumentResolver {

    private final Administrators administrators;

    AdministratorArgument(Administrators administrators) {
        this.administrators = administrators;
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(this);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Administrator.class;
    }

    @Override
    public Administrator resolveArgument(MethodParameter parameter, @Nullable ModelAndViewContainer container,
            NativeWebRequest request, @Nullable WebDataBinderFactory binders) {
        return administrators.of((Authentication) request.getUserPrincipal())
                .orElseThrow(() -> new AccessDeniedException("administers no longer"));
    }
}
