package dev.errand.authz.session.upstream;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;

/** The providers, how they are asked, and the chain of what they post. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(UpstreamProperties.class)
class UpstreamConfiguration {

    @Bean
    UpstreamProviders upstreamProviders(UpstreamProperties properties) {
        return new UpstreamProviders(properties.providers().entrySet().stream()
                .map(provider -> provider.getValue().as(provider.getKey())).toList());
    }

    @Bean
    UpstreamHttp upstreamHttp(UpstreamProperties properties) {
        return new UpstreamHttp(properties.timeout());
    }

    /** No cookie, no CSRF token: the logout token says who calls. */
    @Bean
    @Order(21)
    SecurityFilterChain backChannelLogoutChain(HttpSecurity http) {
        http.securityMatcher(BackChannelLogoutController.PATH.replace("{registration}", "*"));
        http.csrf(AbstractHttpConfigurer::disable);
        http.logout(AbstractHttpConfigurer::disable);
        http.requestCache(AbstractHttpConfigurer::disable);
        http.sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
        http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll());
        return http.build();
    }
}
