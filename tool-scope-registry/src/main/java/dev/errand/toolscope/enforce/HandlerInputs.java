package dev.errand.toolscope.enforce;

import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.security.Principal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * What a handler method takes from the request. Only inputs whose every value can be a fact are allowed: path variables
 * and request parameters of scalar types, and a body that is a record of scalars or of such records.
 */
final class HandlerInputs {

    private static final DefaultParameterNameDiscoverer NAMES = new DefaultParameterNameDiscoverer();

    private final Method method;
    private final Map<String, Type> parameters = new LinkedHashMap<>();
    private final Set<String> queryNames = new HashSet<>();
    private final List<List<String>> values = new ArrayList<>();
    private boolean body;

    private HandlerInputs(Method method) {
        this.method = method;
    }

    static HandlerInputs of(Method method) {
        HandlerInputs inputs = new HandlerInputs(method);
        List<String> names = parameterNames(method);
        for (int i = 0; i < names.size(); i++) {
            inputs.add(names.get(i), new MethodParameter(method, i));
        }
        return inputs;
    }

    static List<String> parameterNames(Method method) {
        String[] names = NAMES.getParameterNames(method);
        if (names == null) {
            throw new ToolScopeMisdeclared(method, "the names of its parameters are unknown, compile with -parameters");
        }
        return List.of(names);
    }

    private void add(String name, MethodParameter parameter) {
        Class<?> type = parameter.getParameterType();
        RequestParam query = parameter.getParameterAnnotation(RequestParam.class);
        if (query != null) {
            queryNames.add(query.name().isEmpty() ? name : query.name());
            addValue(name, parameter.getGenericParameterType());
        } else if (parameter.hasParameterAnnotation(PathVariable.class)) {
            addValue(name, type);
        } else if (parameter.hasParameterAnnotation(RequestBody.class)) {
            body = true;
            addBody(name, type);
        } else if (!parameter.hasParameterAnnotation(AuthenticationPrincipal.class)
                && !Principal.class.isAssignableFrom(type)) {
            throw new ToolScopeMisdeclared(method, "its parameter " + name
                    + " is no path variable, request parameter, request body or principal, so no fact can bind it");
        }
    }

    private void addValue(String name, Type type) {
        if (!Scalar.isFact(type)) {
            throw new ToolScopeMisdeclared(method,
                    "its parameter " + name + " is a " + simpleName(type) + ", which no fact can bind");
        }
        parameters.put(name, type);
        values.add(List.of(name));
    }

    private void addBody(String name, Class<?> type) {
        if (!type.isRecord()) {
            throw new ToolScopeMisdeclared(method,
                    "its request body " + name + " is a " + type.getSimpleName() + ", not a record");
        }
        parameters.put(name, type);
        addComponents(List.of(name), type);
    }

    private void addComponents(List<String> path, Class<?> type) {
        for (RecordComponent component : type.getRecordComponents()) {
            List<String> inner = new ArrayList<>(path);
            inner.add(component.getName());
            if (component.getType().isRecord()) {
                addComponents(inner, component.getType());
            } else if (Scalar.isFact(component.getGenericType())) {
                values.add(List.copyOf(inner));
            } else {
                throw new ToolScopeMisdeclared(method, "the component " + String.join(".", inner) + " is a "
                        + component.getType().getSimpleName() + ", which no fact can bind");
            }
        }
    }

    /** Stops the start-up unless the path leads to one scalar value. */
    Class<?> requireScalar(ArgumentPath path) {
        Type type = typeOf(path);
        if (type instanceof Class<?> scalar && Scalar.is(scalar)) {
            return scalar;
        }
        throw new ToolScopeMisdeclared(method, path + " is a whole " + simpleName(type) + ", not one value");
    }

    /** Stops the start-up unless the path leads to a scalar value or a list of them. */
    Type requireValue(ArgumentPath path) {
        Type type = typeOf(path);
        if (!Scalar.isFact(type)) {
            throw new ToolScopeMisdeclared(method, path + " is a whole " + simpleName(type) + ", not one value");
        }
        return type;
    }

    private Type typeOf(ArgumentPath path) {
        Type type = parameters.get(path.names().getFirst());
        if (type == null) {
            throw new ToolScopeMisdeclared(method, path + " names no parameter of the method");
        }
        for (String name : path.names().subList(1, path.names().size())) {
            type = component(type, name).orElseThrow(
                    () -> new ToolScopeMisdeclared(method, path + " names a component " + name + " that does not exist"));
        }
        return type;
    }

    private static Optional<Type> component(Type type, String name) {
        if (type instanceof Class<?> body && body.isRecord()) {
            for (RecordComponent component : body.getRecordComponents()) {
                if (component.getName().equals(name)) {
                    return Optional.of(component.getGenericType());
                }
            }
        }
        return Optional.empty();
    }

    private static String simpleName(Type type) {
        return switch (type) {
            case Class<?> one -> one.getSimpleName();
            case ParameterizedType of -> simpleName(of.getRawType());
            default -> type.getTypeName();
        };
    }

    /** Stops the start-up if the method takes a value that none of the paths leads to. */
    void requireBound(List<ArgumentPath> paths) {
        List<List<String>> bound = paths.stream().map(ArgumentPath::names).toList();
        for (List<String> value : values) {
            if (!bound.contains(value)) {
                throw new ToolScopeMisdeclared(method,
                        "#" + String.join(".", value) + " is bound by no fact, so a caller could choose it freely");
            }
        }
    }

    /** The names of the query parameters that a request may have. */
    Set<String> queryNames() {
        return Set.copyOf(queryNames);
    }

    /** Whether a request has a body. */
    boolean hasBody() {
        return body;
    }
}
