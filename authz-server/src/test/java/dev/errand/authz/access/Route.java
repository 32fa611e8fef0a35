package dev.errand.authz.access;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import dev.errand.authz.openapi.ApiDocument;
import dev.errand.authz.running.RunningServer;

/** A method and a path that a controller answers. */
record Route(String method, String path) implements Comparable<Route> {

    /** All there are. A mapping without a method answers to every one. */
    static List<Route> of(RunningServer server) {
        Set<Route> routes = new TreeSet<>();
        for (RequestMappingHandlerMapping mapping : server.beans(RequestMappingHandlerMapping.class)) {
            for (RequestMappingInfo info : mapping.getHandlerMethods().keySet()) {
                Set<RequestMethod> methods = info.getMethodsCondition().getMethods();
                for (String path : info.getPatternValues().stream().flatMap(one -> ApiDocument.spelledOut(one).stream())
                        .toList()) {
                    (methods.isEmpty() ? Set.of(RequestMethod.GET, RequestMethod.POST) : methods)
                            .forEach(method -> routes.add(new Route(method.name(), path)));
                }
            }
        }
        return List.copyOf(routes);
    }

    boolean changes() {
        return !Set.of("GET", "HEAD", "OPTIONS").contains(method);
    }

    boolean isApi() {
        return path.startsWith("/admin/api/");
    }

    /** Of those that people and administrative clients have business with. */
    boolean isOfPeople() {
        return isApi() || path.equals("/") || path.equals("/console") || path.startsWith("/console/")
                || path.equals("/my") || path.startsWith("/my/");
    }

    /** The path with something in the place of every variable that names nothing that is there. */
    String target() {
        return path.replaceAll("\\{[^/}]*}", "x-1").replace("**", "x");
    }

    @Override
    public int compareTo(Route other) {
        int byPath = path.compareTo(other.path);
        return byPath == 0 ? method.compareTo(other.method) : byPath;
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
