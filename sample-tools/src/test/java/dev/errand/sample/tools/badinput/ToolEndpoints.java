package dev.errand.sample.tools.badinput;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.support.RouterFunctionMapping;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/** The endpoints of a tool as its handler mappings name them: method, blank, path. */
final class ToolEndpoints {

    private static final Pattern ROUTE = Pattern.compile("\\(([A-Z]+) && (/[^ )]*)\\)");

    private ToolEndpoints() {}

    static Set<String> of(ApplicationContext tool) {
        return tool.getBeansOfType(HandlerMapping.class).values().stream().map(ToolEndpoints::of)
                .flatMap(Collection::stream).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Collection<String> of(HandlerMapping mapping) {
        return switch (mapping) {
            case RequestMappingInfoHandlerMapping methods ->
                methods.getHandlerMethods().keySet().stream().flatMap(ToolEndpoints::of).toList();
            case AbstractUrlHandlerMapping urls -> urls.getHandlerMap().keySet().stream().map(path -> "GET " + path).toList();
            case RouterFunctionMapping routes -> routes(routes.getRouterFunction());
            default -> throw new AssertionError("a handler mapping that this test cannot read: " + mapping.getClass());
        };
    }

    private static Stream<String> of(RequestMappingInfo info) {
        Set<RequestMethod> named = info.getMethodsCondition().getMethods();
        Set<RequestMethod> methods = named.isEmpty() ? Set.of(RequestMethod.GET, RequestMethod.POST) : named;
        return info.getPatternValues().stream().flatMap(path -> methods.stream().map(method -> method + " " + path));
    }

    /** Router functions print what they match. */
    private static Collection<String> routes(@Nullable RouterFunction<?> routes) {
        if (routes == null) {
            return Set.of();
        }
        Set<String> found = ROUTE.matcher(routes.toString()).results().map(route -> route.group(1) + " " + route.group(2))
                .collect(Collectors.toSet());
        if (found.isEmpty()) {
            throw new AssertionError("routes that this test cannot read: " + routes);
        }
        return found;
    }
}
