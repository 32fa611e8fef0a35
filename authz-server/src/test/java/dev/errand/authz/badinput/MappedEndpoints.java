package dev.errand.authz.badinput;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.function.support.RouterFunctionMapping;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/** The endpoints behind the dispatcher: controllers, the actuator, the error page, static resources. */
final class MappedEndpoints {

    private MappedEndpoints() {}

    static List<Endpoint> of(HandlerMapping mapping) {
        return switch (mapping) {
            case RequestMappingInfoHandlerMapping methods -> methods.getHandlerMethods().entrySet().stream()
                    .flatMap(entry -> of(entry.getKey(), entry.getValue()).stream()).toList();
            case AbstractUrlHandlerMapping urls -> of(urls);
            case RouterFunctionMapping routes when routes.getRouterFunction() == null -> List.of();
            default -> throw new AssertionError("a handler mapping that this test cannot read: " + mapping.getClass());
        };
    }

    private static List<Endpoint> of(RequestMappingInfo info, HandlerMethod handler) {
        List<Endpoint> found = new ArrayList<>();
        for (String pattern : info.getPatternValues()) {
            for (String method : methods(info)) {
                found.add(new Endpoint(method, pattern, handler.getShortLogMessage(), parameters(handler)));
            }
        }
        return found;
    }

    /** A mapping that names no method answers all of them. */
    private static Set<String> methods(RequestMappingInfo info) {
        Set<RequestMethod> named = info.getMethodsCondition().getMethods();
        return named.isEmpty()
                ? Set.of("GET", "POST")
                : named.stream().map(RequestMethod::name).collect(Collectors.toUnmodifiableSet());
    }

    private static Set<String> parameters(HandlerMethod handler) {
        return Arrays.stream(handler.getMethodParameters()).map(one -> one.getParameterAnnotation(RequestParam.class))
                .filter(one -> one != null && !one.name().isEmpty()).map(RequestParam::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static List<Endpoint> of(AbstractUrlHandlerMapping mapping) {
        List<Endpoint> found = new ArrayList<>();
        mapping.getHandlerMap().forEach((pattern, handler) -> found
                .add(new Endpoint("GET", pattern, handler.getClass().getSimpleName(), Set.of())));
        if (mapping.getRootHandler() != null) {
            found.add(new Endpoint("GET", "/", "root", Set.of()));
        }
        return found;
    }
}
