package dev.errand.architecture;

import com.tngtech.archunit.core.domain.JavaClass;

/**
 * One breach of a rule.
 *
 * @param type the top-level class at fault
 * @param problem what is wrong with it
 */
record Finding(String type, String problem) {

    static Finding in(JavaClass type, String problem) {
        return new Finding(Code.outermost(type).getName(), problem);
    }

    @Override
    public String toString() {
        return type + ": " + problem;
    }
}
