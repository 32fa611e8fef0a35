package dev.errand.architecture;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;

/** Who may use whom. */
final class ArrowRules {

    static final List<Rule> ALL = List.of(
            new Rule("arrows", "the server's packages use each other only as the table says", ArrowRules::unlistedArrows),
            new Rule("cycles", "no package depends on itself by way of others", ArrowRules::cycles),
            new Rule("libraries", "the libraries know neither each other nor the server", ArrowRules::libraryArrows),
            new Rule("wiring", "only wiring uses wiring: config, bootstrap, autoconfigure", ArrowRules::usesOfWiring));

    private ArrowRules() {}

    private static Stream<Finding> unlistedArrows(Code code) {
        return code.in(code.authz()).flatMap(type -> {
            String from = row(Code.relative(code.authz(), type).orElseThrow());
            if (!Arrows.ALLOWED.containsKey(from)) {
                return Stream.of(Finding.in(type, "the table has no row for package " + from));
            }
            return Code.uses(type).filter(used -> !permitted(code.authz(), from, used))
                    .map(used -> Finding.in(type, from + " may not use " + used.getName()));
        });
    }

    private static boolean permitted(String tree, String from, JavaClass used) {
        Optional<String> to = Code.relative(tree, used).map(ArrowRules::row);
        if (to.isEmpty() || to.get().equals(from) || Arrows.ROOTS.contains(from)) {
            return true;
        }
        String type = Code.outermost(used).getName().substring(tree.length() + 1);
        Set<String> allowed = Arrows.ALLOWED.getOrDefault(from, Set.of());
        return allowed.contains(to.get()) || allowed.contains(type) || Arrows.SHARED.contains(type);
    }

    /** The row that covers the package: the longest that names it or a package above it. */
    private static String row(String relative) {
        return Arrows.ALLOWED.keySet().stream()
                .filter(row -> relative.equals(row) || (!row.isEmpty() && relative.startsWith(row + ".")))
                .max(Comparator.comparingInt(String::length)).orElse(relative);
    }

    private static Stream<Finding> libraryArrows(Code code) {
        return Stream.concat(uses(code, code.dpop(), List.of(code.toolscope(), code.authz())),
                uses(code, code.toolscope(), List.of(code.dpop(), code.authz())));
    }

    private static Stream<Finding> uses(Code code, String tree, List<String> strangers) {
        return code.in(tree).flatMap(type -> Code.uses(type)
                .filter(used -> strangers.stream().anyMatch(stranger -> Code.relative(stranger, used).isPresent()))
                .map(used -> Finding.in(type, "may not use " + used.getName())));
    }

    private static Stream<Finding> usesOfWiring(Code code) {
        return code.classes().stream().filter(type -> !Code.isWiring(type)).flatMap(type -> Code.uses(type)
                .filter(used -> Code.isWiring(used) && code.classes().contains(used))
                .map(used -> Finding.in(type, "may not use " + used.getName())));
    }

    private static Stream<Finding> cycles(Code code) {
        Map<String, Set<String>> arrows = new TreeMap<>();
        Set<String> ours = new TreeSet<>();
        code.classes().forEach(type -> ours.add(type.getPackageName()));
        code.classes().forEach(type -> arrows.computeIfAbsent(type.getPackageName(), _ -> new TreeSet<>())
                .addAll(Code.uses(type).map(JavaClass::getPackageName).filter(ours::contains).toList()));
        return code.classes().stream().flatMap(type -> Code.uses(type).map(JavaClass::getPackageName)
                .filter(to -> !to.equals(type.getPackageName()) && reaches(arrows, to, type.getPackageName(), new TreeSet<>()))
                .map(to -> Finding.in(type, "uses " + to + ", which leads back to it")));
    }

    private static boolean reaches(Map<String, Set<String>> arrows, String from, String to, Set<String> seen) {
        return from.equals(to)
                || (seen.add(from)
                        && arrows.getOrDefault(from, Set.of()).stream().anyMatch(next -> reaches(arrows, next, to, seen)));
    }
}
