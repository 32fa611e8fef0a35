package dev.errand.architecture;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import org.jspecify.annotations.NullMarked;

/** What a class looks like from outside. */
final class ShapeRules {

    static final List<Rule> ALL = List.of(
            new Rule("names", "packages and classes are named for what they are about", ShapeRules::emptyNames),
            new Rule("open", "a class is final unless it is made to be extended", ShapeRules::openClasses),
            new Rule("results", "the result of a step is made by that step alone", ShapeRules::forgeableResults),
            new Rule("nullness", "every package is null-marked", ShapeRules::unmarkedPackages));

    private static final Pattern EMPTY_PACKAGE = Pattern.compile("(utils?|commons?|helpers?|impl|managers?|services?)");
    private static final Pattern EMPTY_CLASS = Pattern.compile(".*(Utils?|Common|Helpers?|Impl|Manager|Service)");

    /** Whose methods a framework overrides. */
    private static final Set<String> PROXIED = Set.of("org.springframework.context.annotation.Configuration",
            "org.springframework.stereotype.Controller", "org.springframework.transaction.annotation.Transactional");

    private static final Set<String> RESULTS = Set.of("DPoPProof", "VerifiedProof", "AuthenticatedAgent", "Entitlement",
            "Permit");

    private ShapeRules() {}

    private static Stream<Finding> emptyNames(Code code) {
        return Stream.of(code.authz(), code.dpop(), code.toolscope())
                .flatMap(tree -> code.in(tree).filter(type -> emptyName(tree, type)))
                .map(type -> Finding.in(type, "its name or its package's says nothing"));
    }

    private static boolean emptyName(String tree, JavaClass type) {
        return EMPTY_CLASS.matcher(type.getSimpleName()).matches()
                || Stream.of(Code.relative(tree, type).orElseThrow().split("\\."))
                        .anyMatch(part -> EMPTY_PACKAGE.matcher(part).matches());
    }

    private static Stream<Finding> openClasses(Code code) {
        return code.classes().stream().filter(ShapeRules::isOpen)
                .map(type -> Finding.in(type, type.getName() + " is neither final nor abstract"));
    }

    private static boolean isOpen(JavaClass type) {
        boolean named = !type.isAnonymousClass() && !type.isLocalClass() && !type.getModifiers().contains(JavaModifier.SYNTHETIC);
        boolean closed = type.isInterface() || type.isEnum() || type.isRecord()
                || type.getModifiers().contains(JavaModifier.FINAL)
                || type.getModifiers().contains(JavaModifier.ABSTRACT);
        return named && !closed && !isProxied(type) && !type.reflect().isSealed();
    }

    private static boolean isProxied(JavaClass type) {
        return PROXIED.stream().anyMatch(annotation -> type.isMetaAnnotatedWith(annotation)
                || type.getMethods().stream().anyMatch(method -> method.isMetaAnnotatedWith(annotation)));
    }

    private static Stream<Finding> forgeableResults(Code code) {
        return code.classes().stream().filter(type -> RESULTS.contains(type.getSimpleName()))
                .flatMap(type -> type.getConstructors().stream())
                .filter(made -> made.getModifiers().contains(JavaModifier.PUBLIC)
                        || made.getModifiers().contains(JavaModifier.PROTECTED))
                .map(made -> Finding.in(made.getOwner(), made.getOwner().getName() + " has a constructor that others can call"));
    }

    private static Stream<Finding> unmarkedPackages(Code code) {
        return code.classes().stream()
                .filter(type -> type.getPackage().tryGetPackageInfo().filter(info -> info.isAnnotatedWith(NullMarked.class))
                        .isEmpty())
                .map(type -> Finding.in(type, "its package is not marked"));
    }
}
