package dev.errand.authz.config;

import jakarta.servlet.DispatcherType;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.security.oauth2.server.authorization.web.OAuth2ClientAuthenticationFilter;
import org.springframework.security.oauth2.server.authorization.web.OAuth2PushedAuthorizationRequestEndpointFilter;
import org.springframework.security.oauth2.server.authorization.web.OAuth2TokenEndpointFilter;
import org.springframework.security.oauth2.server.authorization.web.OAuth2TokenRevocationEndpointFilter;

import dev.errand.authz.admin.ProblemWriter;
import dev.errand.authz.endpoint.EndpointFilter;

/** Filter beans would also be registered with the container, outside the security chain: they are not. */
@Configuration(proxyBeanMethods = false)
class FilterRegistrations {

    @Bean
    FilterRegistrationBean<EndpointFilter> noEndpointFilter(EndpointFilter filter) {
        return unregistered(filter);
    }

    @Bean
    FilterRegistrationBean<OAuth2ClientAuthenticationFilter> noClientFilter(OAuth2ClientAuthenticationFilter filter) {
        return unregistered(filter);
    }

    @Bean
    FilterRegistrationBean<OAuth2TokenEndpointFilter> noTokenFilter(OAuth2TokenEndpointFilter filter) {
        return unregistered(filter);
    }

    @Bean
    FilterRegistrationBean<OAuth2PushedAuthorizationRequestEndpointFilter> noParFilter(
            OAuth2PushedAuthorizationRequestEndpointFilter filter) {
        return unregistered(filter);
    }

    @Bean
    FilterRegistrationBean<OAuth2TokenRevocationEndpointFilter> noRevocationFilter(
            OAuth2TokenRevocationEndpointFilter filter) {
        return unregistered(filter);
    }

    /** Before everything that would read the request once more, which is what failed. */
    @Bean
    FilterRegistrationBean<AdminErrors> adminErrors(ProblemWriter problems) {
        FilterRegistrationBean<AdminErrors> registration = new FilterRegistrationBean<>(new AdminErrors(problems));
        registration.setDispatcherTypes(DispatcherType.ERROR);
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    private static <F extends jakarta.servlet.Filter> FilterRegistrationBean<F> unregistered(F filter) {
        FilterRegistrationBean<F> registration = new FilterRegistrationBean<>(filter);
        registration.setEnabled(false);
        return registration;
    }
}
