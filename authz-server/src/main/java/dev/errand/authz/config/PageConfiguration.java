package dev.errand.authz.config;

import java.net.InetAddress;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import dev.errand.authz.bootstrap.SetUpSource;

/** What all pages have in common. */
@Configuration(proxyBeanMethods = false)
class PageConfiguration implements WebMvcConfigurer {

    private final DevMode devMode;

    /** Development goes no further than this machine: the server does not start otherwise. */
    PageConfiguration(ErrandProperties properties, SetUpSource setUp,
            @Value("${server.address:#{null}}") @Nullable InetAddress address) {
        boolean on = properties.devMode() == null ? setUp.samples() : properties.devMode();
        if (on) {
            StartUpChecks.requireLoopback(address);
        }
        this.devMode = new DevMode(on);
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(devMode);
        registry.addInterceptor(new SeeOther());
    }
}
