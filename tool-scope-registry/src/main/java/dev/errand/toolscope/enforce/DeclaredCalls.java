package dev.errand.toolscope.enforce;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;

import org.aopalliance.intercept.MethodInvocation;
import org.springframework.aop.support.AopUtils;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.context.request.async.WebAsyncTask;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

import dev.errand.toolscope.registry.RegistryDocument;

/** The endpoints of this tool that have a {@link ToolScope}, each checked at start-up. */
final class DeclaredCalls {

    /** Results whose work goes on after the method has returned, past the transaction and the report. */
    private static final List<Class<?>> LATER = List.of(Callable.class, DeferredResult.class,
            WebAsyncTask.class, CompletionStage.class, Future.class, ResponseBodyEmitter.class,
            StreamingResponseBody.class);

    private final Map<Method, DeclaredCall> calls = new ConcurrentHashMap<>();

    /** Checks and adds an endpoint, if it has a {@link ToolScope}. */
    void add(HandlerMethod handler) {
        ToolScope annotation = AnnotatedElementUtils.findMergedAnnotation(handler.getMethod(), ToolScope.class);
        if (annotation == null) {
            return;
        }
        Method method = handler.getMethod();
        requireAdvised(handler);
        requireDoneOnReturn(method);
        calls.put(method, Declaration.check(method, annotation));
    }

    private static void requireAdvised(HandlerMethod handler) {
        Method method = handler.getMethod();
        if (Modifier.isFinal(method.getModifiers()) || Modifier.isPrivate(method.getModifiers())
                || Modifier.isStatic(method.getModifiers())) {
            throw new ToolScopeMisdeclared(method, "the method is private, static or final, so no check can be put before it");
        }
        if (!AopUtils.isAopProxy(handler.getBean())) {
            throw new ToolScopeMisdeclared(method, "its bean is no proxy, so no check can be put before it");
        }
    }

    private static void requireDoneOnReturn(Method method) {
        Class<?> result = method.getReturnType();
        if (LATER.stream().anyMatch(type -> type.isAssignableFrom(result))
                || ReactiveAdapterRegistry.getSharedInstance().getAdapter(result) != null) {
            throw new ToolScopeMisdeclared(method, "it returns before its work is done, so no use could be settled");
        }
    }

    /** What was declared for a handler, if it has a {@link ToolScope}. */
    Optional<DeclaredCall> of(HandlerMethod handler) {
        return Optional.ofNullable(calls.get(handler.getMethod()));
    }

    DeclaredCall of(MethodInvocation invocation) {
        Object target = invocation.getThis();
        Method method = target == null
                ? invocation.getMethod()
                : AopUtils.getMostSpecificMethod(invocation.getMethod(), target.getClass());
        DeclaredCall call = calls.get(method);
        if (call == null) {
            throw new ToolScopeMisdeclared(method, "it is called, but it is not an endpoint");
        }
        return call;
    }

    /** Where what is registered of the tool differs: a sentence each. */
    List<String> drift(RegistryDocument registered) {
        return Drift.between(calls, registered);
    }

    /** The scopes of all endpoints. */
    SortedSet<String> scopes() {
        SortedSet<String> scopes = new TreeSet<>();
        calls.values().forEach(call -> scopes.add(call.scope().value()));
        return scopes;
    }
}
