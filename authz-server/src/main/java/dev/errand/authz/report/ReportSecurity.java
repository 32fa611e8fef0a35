package dev.errand.authz.report;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

import dev.errand.authz.tool.ToolChain;

/** The chain of what tools report, and read about themselves. */
@Configuration(proxyBeanMethods = false)
class ReportSecurity {

    @Bean
    @Order(20)
    SecurityFilterChain reportFilterChain(HttpSecurity http) {
        return ToolChain.of(http, ToolCallsController.PATH, ToolScopesController.PATH);
    }
}
