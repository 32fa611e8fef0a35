package dev.errand.architecture;

import java.lang.annotation.ElementType;
import java.lang.annotation.Target;

/** Marks a class of a fixture that its rule must report. Every other class of the fixture is its permitted twin. */
@Target(ElementType.TYPE)
public @interface Violation {}
