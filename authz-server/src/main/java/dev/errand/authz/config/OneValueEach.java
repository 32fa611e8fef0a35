package dev.errand.authz.config;

import java.io.IOException;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Refuses a parameter that comes twice, of which one reader would take the first value and another the last (RFC 6749
 * §3.1). The OAuth endpoints, which are filters, say so in their own form; reports have no parameters.
 */
@Configuration(proxyBeanMethods = false)
class OneValueEach implements WebMvcConfigurer, HandlerInterceptor {

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).excludePathPatterns("/ledger/**");
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        boolean error = request.getDispatcherType() == DispatcherType.ERROR;
        if (error || request.getParameterMap().values().stream().allMatch(values -> values.length == 1)) {
            return true;
        }
        response.sendError(HttpServletResponse.SC_BAD_REQUEST);
        return false;
    }
}
