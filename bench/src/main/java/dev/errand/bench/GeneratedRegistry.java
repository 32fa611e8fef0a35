package dev.errand.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import dev.errand.toolscope.Constraint;
import dev.errand.toolscope.Effect;
import dev.errand.toolscope.Identifiers;
import dev.errand.toolscope.Money;
import dev.errand.toolscope.RunDefault;
import dev.errand.toolscope.ScopeName;
import dev.errand.toolscope.ToolAction;
import dev.errand.toolscope.ToolScope;
import dev.errand.toolscope.composition.Composition;
import dev.errand.toolscope.composition.NeverTogether;
import dev.errand.toolscope.registry.RegisteredTool;
import dev.errand.toolscope.registry.RegistryDocument;

/** Tools with ten scopes each; every other tool has a composition of two of them, and a rule about two others. */
public final class GeneratedRegistry {

    private static final int SCOPES_OF_A_TOOL = 10;
    private static final int FREE_OF_RULES = 6;
    private static final Money LIMIT = Money.parse("50.00", "USD").orElseThrow();

    private final int tools;

    private GeneratedRegistry(int tools) {
        this.tools = tools;
    }

    /** A registry of as many scopes, a multiple of ten. */
    public static GeneratedRegistry ofScopes(int scopes) {
        return new GeneratedRegistry(scopes / SCOPES_OF_A_TOOL);
    }

    /** A scope that no rule names, another one every time. */
    ScopeName scope(int turn) {
        return name(Math.floorMod(turn * 7919, this.tools), Math.floorMod(turn, FREE_OF_RULES));
    }

    /** All of it. */
    public RegistryDocument document() {
        List<RegisteredTool> registered = new ArrayList<>();
        List<ToolScope> scopes = new ArrayList<>();
        List<Composition> compositions = new ArrayList<>();
        List<NeverTogether> rules = new ArrayList<>();
        for (int tool = 0; tool < this.tools; tool++) {
            registered.add(new RegisteredTool(resource(tool), "Tool " + tool, "{\"keys\":[]}"));
            for (int i = 0; i < SCOPES_OF_A_TOOL; i++) {
                scopes.add(scope(tool, i));
            }
            compositions.add(new Composition("pair-" + tool, 0, resource(tool), "Two that go together",
                    new TreeSet<>(Set.of(name(tool, 0), name(tool, 1))), new TreeSet<>()));
            rules.add(new NeverTogether("rule-" + tool, 0, "Two that never meet",
                    new TreeSet<>(Set.of(name(tool, 8), name(tool, 9))), new TreeSet<>()));
        }
        return new RegistryDocument(registered, scopes, compositions, rules,
                Collections.emptySortedSet());
    }

    private static ToolScope scope(int tool, int number) {
        return new ToolScope(name(tool, number), ToolScope.UNREGISTERED, resource(tool), "Refund up to 50.00 USD",
                Effect.WRITE, Duration.ofMinutes(1), 1, Set.of("label-" + tool), Optional.of(
                        new Identifiers.Matching("order-[0-9]{1,10}")),
                List.of(new ToolAction("create-refund",
                        Map.of("amount", new Constraint.MoneyLimit(LIMIT), "reason", new Constraint.Free()))),
                Optional.of(new RunDefault(3, Map.of("amount", LIMIT))));
    }

    private static ScopeName name(int tool, int number) {
        return new ScopeName("write:refunds-" + tool + "-" + number);
    }

    private static String resource(int tool) {
        return "https://tool-" + tool + ".example";
    }
}
