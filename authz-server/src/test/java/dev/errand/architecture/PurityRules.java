package dev.errand.architecture;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;

/** What a package may know of the world outside. */
final class PurityRules {

    static final List<Rule> ALL = List.of(
            new Rule("cores", "the language of scopes needs the JDK only, the core of DPoP no Spring", PurityRules::impureCores),
            new Rule("decision", "a decision does no I/O, reads no clock and knows no framework", PurityRules::impureDecisions),
            new Rule("signing", "tokens are signed in mint alone, with the signer of keys", PurityRules::strangeSigners),
            new Rule("stock", "the stock token generator, encoder and authorization store stay unused", PurityRules::stockParts));

    /** Add {@code ledger} here when it signs checkpoints. */
    private static final Set<String> SIGNING = Set.of("mint", "keys");

    private static final List<String> OUTSIDE = List.of("org.springframework.", "jakarta.", "java.sql.", "javax.sql.", "java.io.",
            "java.net.", "java.nio.", "java.time.Clock", "java.time.InstantSource", "java.util.Random",
            "java.security.SecureRandom");

    private static final List<String> STOCK = List.of("org.springframework.security.oauth2.jwt.JwtEncoder",
            "org.springframework.security.oauth2.jwt.NimbusJwtEncoder",
            "org.springframework.security.oauth2.server.authorization.token.OAuth2TokenGenerator",
            "org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService");

    private PurityRules() {}

    private static Stream<Finding> impureCores(Code code) {
        Predicate<JavaClass> known = used -> used.getName().startsWith("java.")
                || used.getPackageName().equals("org.jspecify.annotations")
                || used.getPackageName().equals(code.toolscope());
        return Stream.concat(strangers(exactly(code, code.toolscope()), known.negate()),
                strangers(exactly(code, code.dpop()), used -> used.getName().startsWith("org.springframework.")));
    }

    private static Stream<JavaClass> exactly(Code code, String packageName) {
        return code.classes().stream().filter(type -> type.getPackageName().equals(packageName));
    }

    private static Stream<Finding> impureDecisions(Code code) {
        return strangers(code.in(code.authz() + ".decision"), used -> OUTSIDE.stream().anyMatch(used.getName()::startsWith));
    }

    private static Stream<Finding> strangeSigners(Code code) {
        return strangers(code.in(code.authz()).filter(
                type -> SIGNING.stream().noneMatch(signing -> Code.relative(code.authz() + "." + signing, type).isPresent())),
                PurityRules::signs);
    }

    private static boolean signs(JavaClass used) {
        return used.isAssignableTo("com.nimbusds.jose.JWSSigner")
                || used.isAssignableTo("org.springframework.security.oauth2.jwt.JwtEncoder")
                || used.isAssignableTo("java.security.Signature");
    }

    private static Stream<Finding> stockParts(Code code) {
        return Stream.concat(strangers(code.classes().stream(), used -> STOCK.stream().anyMatch(used::isAssignableTo)),
                code.classes().stream().filter(type -> STOCK.stream().anyMatch(type::isAssignableTo))
                        .map(type -> Finding.in(type, "may not be one of " + STOCK)));
    }

    private static Stream<Finding> strangers(Stream<JavaClass> types, Predicate<JavaClass> strange) {
        return types
                .flatMap(type -> Code.uses(type).filter(strange).map(used -> Finding.in(type, "may not use " + used.getName())));
    }
}
