package dev.errand.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import static java.util.stream.Collectors.toCollection;

/**
 * What the rules look at: three trees of packages, named for the server and the two libraries, and the source files. A
 * fixture has the same shape as the code, so that each rule runs on both unchanged.
 *
 * @param authz the base package of the server
 * @param dpop the base package of the DPoP library
 * @param toolscope the base package of the registry
 * @param classes every class in them, nested ones included, descriptions of packages not
 * @param sources every source file
 * @param longest how many lines a source file may have
 */
record Code(String authz, String dpop, String toolscope, List<JavaClass> classes, List<Source> sources, int longest) {

    private static final Set<String> WIRING = Set.of("config", "bootstrap", "autoconfigure");

    private static final Path TESTS = Path.of("src", "test", "java");

    private static final String FIXTURES = Code.class.getPackageName() + ".fixture";

    /** The server and the libraries as they are built, and the main sources of all modules. */
    static Code ours() {
        String base = "dev.errand";
        ClassFileImporter importer = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests());
        return of(base, importer.importPackages(base), mainSources(), 400);
    }

    /** The fixtures of all rules, read once; {@link #fixture} takes one of them. */
    static Iterable<JavaClass> fixtures() {
        return new ClassFileImporter().importPackages(FIXTURES);
    }

    /** The fixture of the rule of this name. */
    static Code fixture(String rule, Iterable<JavaClass> fixtures) {
        String base = FIXTURES + "." + rule;
        return of(base, fixtures, Source.below(TESTS, TESTS.resolve(base.replace('.', '/'))).toList(), 20);
    }

    private static Code of(String base, Iterable<JavaClass> classes, List<Source> sources, int longest) {
        return new Code(base + ".authz", base + ".dpop", base + ".toolscope",
                written(base, classes), sources, longest);
    }

    private static List<JavaClass> written(String base, Iterable<JavaClass> classes) {
        return StreamSupport.stream(classes.spliterator(), false).filter(type -> relative(base, type).isPresent())
                .filter(type -> !type.getSimpleName().equals("package-info")).toList();
    }

    private static List<Source> mainSources() {
        try (Stream<Path> modules = Files.list(Path.of("..").toRealPath())) {
            return modules.map(module -> module.resolve(Path.of("src", "main", "java"))).filter(Files::isDirectory)
                    .flatMap(root -> Source.below(root, root)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The classes in the package and below it. */
    Stream<JavaClass> in(String tree) {
        return classes.stream().filter(type -> relative(tree, type).isPresent());
    }

    /** The package of the class, relative to the tree; empty if it lies elsewhere. */
    static Optional<String> relative(String tree, JavaClass type) {
        String name = type.getPackageName();
        if (name.equals(tree)) {
            return Optional.of("");
        }
        return name.startsWith(tree + ".") ? Optional.of(name.substring(tree.length() + 1)) : Optional.empty();
    }

    /** The class in whose file this one is written. */
    static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(Code::outermost).orElse(type);
    }

    /** What the class uses directly, arrays as their elements, but for the mark that fixtures bear. */
    static Stream<JavaClass> uses(JavaClass type) {
        return type.getDirectDependenciesFromSelf().stream().map(Dependency::getTargetClass).map(JavaClass::getBaseComponentType)
                .filter(used -> !used.isPrimitive() && !used.isEquivalentTo(Violation.class)).distinct();
    }

    /** Whether the class puts others together: there clocks are made, and nobody else may know of it. */
    static boolean isWiring(JavaClass type) {
        String name = type.getPackageName();
        return WIRING.contains(name.substring(name.lastIndexOf('.') + 1));
    }

    /** The names of the classes that this fixture declares to be wrong. */
    SortedSet<String> declaredViolations() {
        return classes.stream().filter(type -> type.isAnnotatedWith(Violation.class)).map(JavaClass::getName)
                .collect(toCollection(TreeSet::new));
    }
}
