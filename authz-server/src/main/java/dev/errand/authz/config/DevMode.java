package dev.errand.authz.config;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.ModelAndView;

/**
 * Tells every page whether the server runs for development, with the samples or because somebody said so: there is a red
 * bar then.
 */
final class DevMode implements HandlerInterceptor {

    private final boolean on;

    DevMode(boolean on) {
        this.on = on;
    }

    @Override
    public void postHandle(HttpServletRequest request, HttpServletResponse response, Object handler,
            @Nullable ModelAndView page) {
        if (page != null && page.getViewName() != null && !page.getViewName().startsWith("redirect:")) {
            page.addObject("devMode", on);
        }
    }
}
