package dev.errand.toolscope.registry;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.errand.toolscope.Constraint;
import dev.errand.toolscope.Money;
import dev.errand.toolscope.NarrowingRequest;

/**
 * Where an administrator finds the form of a scope with what a refused caller needed filled in. The address says only
 * what the caller asked for itself; it grants nothing, and only an administrator can save.
 *
 * <p>
 * For a scope that is not there it is
 * {@code <issuer>/console/scopes/new?name=&tool=&action=&identifier=&limit.<action>.<parameter>=}, for one that is too
 * narrow {@code <issuer>/console/scopes/<name>/edit?limit.<action>.<parameter>=}. A limit is the most that was asked for:
 * {@code 80.00 USD}, or a number. What is no number makes no rule: {@code asked.identifier=}, {@code asked.action=} or
 * {@code asked.<action>.<parameter>=} is shown beside the rule that it did not meet. For an agent that may not ask for the
 * scope it is {@code <issuer>/console/agents/<agent>/edit?scope=}. Of an address that would be long only the name is left.
 */
public final class ScopeFormLink {

    private static final int LONGEST = 1500;

    /** What needs no escape as a segment of a path; not only dots, which are no name but a direction. */
    private static final Pattern PLAIN = Pattern.compile("(?!\\.+$)[A-Za-z0-9._:@-]{1,255}");

    private final String scopes;
    private final String agents;

    /**
     * The forms of one server.
     *
     * @param issuer
     *            its public address
     */
    public ScopeFormLink(String issuer) {
        this.scopes = issuer + "/console/scopes/";
        this.agents = issuer + "/console/agents/";
    }

    /** The form of a scope that would have had to be registered. */
    public String toRegister(NarrowingRequest asked) {
        String shortest = this.scopes + "new?" + parameter("name", asked.scope().value());
        List<String> query = new ArrayList<>(List.of(shortest));
        asked.location().ifPresent(tool -> query.add(parameter("tool", tool)));
        asked.action().ifPresent(action -> query.add(parameter("action", action)));
        asked.identifier().ifPresent(identifier -> query.add(parameter("identifier", identifier)));
        asked.limits().keySet().forEach(name -> limit(asked, name).ifPresent(query::add));
        return bounded(String.join("&", query), shortest);
    }

    /** The form of a scope that is registered, as it stands. */
    public String toChange(NarrowingRequest asked) {
        // No character of a scope's name needs an escape in a path.
        return this.scopes + asked.scope().value() + "/edit";
    }

    /** The form of an agent that may not ask for the scope, with the scope ticked. */
    public String toAllow(NarrowingRequest asked, String agent) {
        return this.agents + segment(agent) + "/edit?" + parameter("scope", asked.scope().value());
    }

    /**
     * The form of a scope that is registered and too narrow: widened to what was asked of one parameter where that is a
     * number, else with what was asked beside the rule, because nobody but a person can say what more should be allowed.
     *
     * @param parameter
     *            the one that lay outside, {@code identifier} or {@code action}; others are left as they are registered
     */
    public String toWiden(NarrowingRequest asked, String parameter) {
        return limit(asked, parameter).or(() -> beside(asked, parameter))
                .map(query -> bounded(toChange(asked) + "?" + query, toChange(asked)))
                .orElseGet(() -> toChange(asked));
    }

    private static String bounded(String url, String shortest) {
        return url.length() <= LONGEST ? url : shortest;
    }

    private static Optional<String> limit(NarrowingRequest asked, String name) {
        return asked.action()
                .flatMap(action -> Optional.ofNullable(asked.limits().get(name))
                        .flatMap(ScopeFormLink::most)
                        .map(most -> parameter("limit." + action + "." + name, most)));
    }

    private static Optional<String> beside(NarrowingRequest asked, String name) {
        return switch (name) {
            case "identifier" -> asked.identifier().map(identifier -> parameter("asked.identifier", identifier));
            case "action" -> asked.action().map(action -> parameter("asked.action", action));
            default -> asked.action()
                    .flatMap(action -> Optional.ofNullable(asked.limits().get(name))
                            .flatMap(ScopeFormLink::words)
                            .map(words -> parameter("asked." + action + "." + name, words)));
        };
    }

    private static Optional<String> words(Constraint limit) {
        return switch (limit) {
            case Constraint.OneOf(var values) -> Optional.of(String.join(", ", values));
            case Constraint.Booleans(var values) ->
                Optional.of(values.stream().sorted().map(String::valueOf).collect(Collectors.joining(", ")));
            case Constraint.Prefix(String beginning) -> Optional.of(beginning);
            case Constraint.Pattern(String pattern) -> Optional.of(pattern);
            case Constraint.ListOf(Constraint items, int maxItems) -> words(items);
            default -> Optional.empty();
        };
    }

    /** As the console's paths have names: themselves where that is safe, else a tilde and the base64url of their UTF-8. */
    private static String segment(String name) {
        return PLAIN.matcher(name).matches()
                ? name
                : "~" + Base64.getUrlEncoder().withoutPadding().encodeToString(name.getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<String> most(Constraint limit) {
        return switch (limit) {
            case Constraint.MoneyLimit(Money max) -> Optional.of(max.amountText() + " " + max.currency());
            case Constraint.DecimalRange(BigDecimal min, BigDecimal max) -> Optional.of(max.toPlainString());
            case Constraint.IntegerRange(BigInteger min, BigInteger max) -> Optional.of(max.toString());
            default -> Optional.empty();
        };
    }

    private static String parameter(String name, String value) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8) + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
