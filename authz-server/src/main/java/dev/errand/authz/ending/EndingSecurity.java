package dev.errand.authz.ending;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

import dev.errand.authz.tool.ToolChain;

/** The chain of what tools ask about credentials that they were shown. */
@Configuration(proxyBeanMethods = false)
class EndingSecurity {

    @Bean
    @Order(20)
    SecurityFilterChain endingFilterChain(HttpSecurity http) {
        return ToolChain.of(http, "/revocations", IntrospectionController.PATH);
    }
}
