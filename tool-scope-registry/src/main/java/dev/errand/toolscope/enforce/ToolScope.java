package dev.errand.toolscope.enforce;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the registered tool scope that a handler method asks for, and which of the request's values are its facts. The
 * method runs only if the caller's credential covers exactly this call and has not been used before.
 *
 * <p>
 * Every value that the method takes from the request (path variables, request parameters, and each component of a request
 * body, which must be a record) must be bound by {@link #identifier()} or one of {@link #facts()}; a start-up stops with a
 * sentence that says which is not. Paths are {@code #parameter} or {@code #parameter.component}, and nothing else of SpEL.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface ToolScope {

    /** The scope's registered name, such as {@code write:refunds-under-50}. */
    String value();

    /** The action of the scope that the method carries out. */
    String action();

    /** The path to the identifier of the object that the call is about; empty if there is none. */
    String identifier() default "";

    /** The facts, each {@code name = #path} or {@code name = money(#amount, #currency)}. */
    String[] facts() default {};

    /** Where the method's effects lie. */
    Effects effects() default Effects.REMOTE;
}
