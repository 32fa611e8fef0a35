package dev.errand.authz.badinput;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.servlet.ServletContext;

import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.security.web.FilterChainProxy;
import org.springframework.web.servlet.HandlerMapping;

import dev.errand.authz.running.RunningServer;

/**
 * Everything that a running server answers, as it says itself: every handler mapping, and every filter of every
 * security chain. Something in either that cannot be read fails the test.
 *
 * @param mappings how many handler mappings and filters were looked at
 */
record Endpoints(List<Endpoint> all, int mappings) {

    @Override
    public String toString() {
        return all.size() + " endpoints of " + mappings + " mappings and filters";
    }

    Endpoint at(String name) {
        return all.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    }

    static Endpoints of(RunningServer server) {
        Map<String, Endpoint> found = new LinkedHashMap<>();
        int looked = 0;
        for (HandlerMapping mapping : server.beans(HandlerMapping.class)) {
            MappedEndpoints.of(mapping).forEach(one -> found.putIfAbsent(one.name(), one));
            looked++;
        }
        staticFiles().forEach(one -> found.putIfAbsent(one.name(), one));
        requireNothingElse(server);
        for (FilterChainProxy proxy : server.beans(FilterChainProxy.class)) {
            List<Endpoint> filters = proxy.getFilterChains().stream().flatMap(chain -> chain.getFilters().stream())
                    .map(FilterEndpoints::of).flatMap(Collection::stream).toList();
            filters.forEach(one -> found.putIfAbsent(one.name(), one));
            looked += proxy.getFilterChains().stream().mapToInt(chain -> chain.getFilters().size()).sum();
        }
        List<Endpoint> sorted = new ArrayList<>(found.values());
        sorted.sort(Comparator.comparing(Endpoint::path).thenComparing(Endpoint::method));
        return new Endpoints(List.copyOf(sorted), looked);
    }

    /** What a mapping of everything below a path finds there. */
    private static List<Endpoint> staticFiles() {
        try {
            Resource[] files = new PathMatchingResourcePatternResolver().getResources("classpath:/static/*.*");
            return Arrays.stream(files).map(file -> new Endpoint("GET", "/" + file.getFilename(), "file", Set.of())).toList();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** One servlet takes everything that the filters leave, and the container's own filters are known. */
    private static void requireNothingElse(RunningServer server) {
        ServletContext container = server.bean(ServletContext.class);
        container.getServletRegistrations().forEach((name, servlet) -> {
            if (!servlet.getMappings().isEmpty() && !name.equals("dispatcherServlet")) {
                throw new AssertionError("a servlet that this test does not know: " + name + servlet.getMappings());
            }
        });
        container.getFilterRegistrations().values().forEach(filter -> FilterEndpoints.requireKnown(filter.getClassName()));
    }
}
