package dev.errand.architecture;

import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One thing that the build refuses.
 *
 * @param name the name of its fixture
 * @param statement what it demands
 * @param check what breaks it in some code
 */
record Rule(String name, String statement, Function<Code, Stream<Finding>> check) {

    Stream<Finding> findings(Code code) {
        return check.apply(code).distinct();
    }

    @Override
    public String toString() {
        return statement;
    }
}
