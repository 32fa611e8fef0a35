package dev.errand.authz.fetch;

import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;

import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Who asks tools about themselves. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ImportProperties.class)
class FetchConfiguration {

    private static final Duration DEADLINE = Duration.ofSeconds(5);

    @Bean
    ToolMetadataSource toolMetadataSource(ImportProperties properties) {
        return new ToolMetadataSource(
                properties.importHosts().stream().map(host -> host.toLowerCase(Locale.ROOT)).collect(Collectors.toSet()),
                SystemDefaultDnsResolver.INSTANCE, DEADLINE);
    }
}
