package dev.errand.authz.config;

import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;

import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * What is wrong with a request and is noticed only when somebody reads it. Parameters that cannot be decoded, or are too
 * many, are the caller's fault: 4xx, and no stack trace in the log, which anyone could fill with them. A body whose
 * {@code Content-Type} is a wildcard is of no known type (RFC 9110 §8.3), which every endpoint has an answer to; Spring's
 * own reading of that header fails.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
final class RequestSyntax extends OncePerRequestFilter {

    private static final String CONTENT_TYPE = "Content-Type";

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(isWildcard(request.getContentType()) ? new OfUnknownType(request) : request, response);
        } catch (InvalidParameterException ex) {
            refuse(response, ex);
        } catch (ServletException ex) {
            if (!(ex.getCause() instanceof InvalidParameterException invalid)) {
                throw ex;
            }
            refuse(response, invalid);
        }
    }

    /** Of a body whose framing is broken the container has said so already. */
    private static void refuse(HttpServletResponse response, InvalidParameterException invalid) throws IOException {
        if (!response.isCommitted()) {
            response.sendError(invalid.getErrorCode());
        }
    }

    private static boolean isWildcard(@Nullable String contentType) {
        try {
            return contentType != null && !MediaType.parseMediaType(contentType).isConcrete();
        } catch (InvalidMediaTypeException ex) {
            return false;
        }
    }

    private static final class OfUnknownType extends HttpServletRequestWrapper {

        OfUnknownType(HttpServletRequest request) {
            super(request);
        }

        @Override
        public String getContentType() {
            return MediaType.APPLICATION_OCTET_STREAM_VALUE;
        }

        @Override
        public @Nullable String getHeader(String name) {
            return CONTENT_TYPE.equalsIgnoreCase(name) ? getContentType() : super.getHeader(name);
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            return CONTENT_TYPE.equalsIgnoreCase(name)
                    ? Collections.enumeration(List.of(getContentType()))
                    : super.getHeaders(name);
        }
    }
}
