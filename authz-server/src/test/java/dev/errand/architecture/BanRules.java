package dev.errand.architecture;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;

/** What no code of ours does. */
final class BanRules {

    static final List<Rule> ALL = List.of(
            new Rule("ambient", "time and randomness are handed in; nothing sleeps", BanRules::ambientAccess),
            new Rule("injection", "what a class needs is a constructor argument", BanRules::injectedFields));

    private static final Set<String> BANNED = Set.of("java.lang.System.currentTimeMillis", "java.lang.Thread.sleep",
            "java.util.concurrent.TimeUnit.sleep", "java.lang.Math.random", "java.util.Random.<init>",
            "java.util.concurrent.ThreadLocalRandom.current");

    private static final Set<String> INJECTING = Set.of("org.springframework.beans.factory.annotation.Autowired",
            "org.springframework.beans.factory.annotation.Value", "jakarta.inject.Inject", "jakarta.annotation.Resource");

    private BanRules() {}

    private static Stream<Finding> ambientAccess(Code code) {
        return code.classes().stream().flatMap(type -> type.getAccessesFromSelf().stream().map(JavaAccess::getTarget)
                .flatMap(target -> banned(type, target).stream()).map(what -> Finding.in(type, "may not call " + what)));
    }

    private static Optional<String> banned(JavaClass type, AccessTarget target) {
        String name = target.getOwner().getName() + "." + target.getName();
        boolean banned = BANNED.contains(name) || readsTheClock(target)
                || (name.equals("java.util.Date.<init>") && takesNothing(target))
                || (makesTheClock(name) && !Code.isWiring(type));
        return banned ? Optional.of(name) : Optional.empty();
    }

    private static boolean readsTheClock(AccessTarget target) {
        return target.getOwner().getPackageName().equals("java.time") && target.getName().equals("now")
                && !takes(target, "java.time.Clock");
    }

    private static boolean makesTheClock(String name) {
        return name.startsWith("java.time.Clock.system") || name.equals("java.time.InstantSource.system");
    }

    private static boolean takes(AccessTarget target, String parameter) {
        return target instanceof CodeUnitAccessTarget unit
                && unit.getRawParameterTypes().stream().anyMatch(type -> type.getName().equals(parameter));
    }

    private static boolean takesNothing(AccessTarget target) {
        return target instanceof CodeUnitAccessTarget unit && unit.getRawParameterTypes().isEmpty();
    }

    private static Stream<Finding> injectedFields(Code code) {
        return code.classes().stream().flatMap(type -> type.getFields().stream())
                .filter(field -> INJECTING.stream().anyMatch(field::isMetaAnnotatedWith))
                .map(field -> Finding.in(field.getOwner(), "field " + field.getName() + " is injected"));
    }
}
