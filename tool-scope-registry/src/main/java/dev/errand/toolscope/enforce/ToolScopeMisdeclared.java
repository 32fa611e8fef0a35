package dev.errand.toolscope.enforce;

import java.lang.reflect.Method;

/** A {@link ToolScope} that could not be enforced as it stands. Stops the start-up; the message is one sentence. */
public final class ToolScopeMisdeclared extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    static String name(Method method) {
        return method.getDeclaringClass().getSimpleName() + "." + method.getName();
    }

    ToolScopeMisdeclared(Method method, String problem) {
        super("@ToolScope on " + name(method) + ": " + problem + ".");
    }
}
