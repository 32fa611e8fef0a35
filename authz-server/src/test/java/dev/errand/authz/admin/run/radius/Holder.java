package dev.errand.authz.admin.run.radius;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;

import dev.errand.authz.admin.run.radius.Amounts.Unit;
import dev.errand.authz.ledger.Ledger;
import dev.errand.authz.ledger.Outcome;
import dev.errand.authz.ledger.ToolCallEntry;
import dev.errand.authz.running.AgentInstance;
import dev.errand.authz.running.BrowserUser;
import dev.errand.authz.running.ChildKey;
import dev.errand.authz.running.Reply;
import dev.errand.authz.running.RunningServer;
import dev.errand.authz.running.ToolCall;

/**
 * Somebody with every secret of a run and of what is opened from it: tokens, refresh tokens, the instances' keys, all
 * credentials.
 */
final class Holder {

    static final Unit DOLLARS = new Unit("amount", "USD");

    final ToolStandIn tools = new ToolStandIn();
    final List<String> credentials = new ArrayList<>();
    final List<AgentInstance.Run> descendants = new ArrayList<>();

    private final RunningServer server;
    private final BrowserUser user;
    private final Random random;
    private AgentInstance.Run run;

    Holder(RunningServer server, BrowserUser user, AgentInstance.Run run, Random random) {
        this.server = server;
        this.user = user;
        this.run = run;
        this.random = random;
    }

    String runId() {
        return run.runId();
    }

    /** Asks for one credential for all of these calls. @return whether there was one */
    boolean draw(ToolCall... calls) {
        return drawFrom(run, calls);
    }

    boolean drawFrom(AgentInstance.Run from, ToolCall... calls) {
        Reply answer = from.exchange(calls).send();
        if (answer.status() == 200) {
            credentials.add(answer.text("access_token"));
        }
        return answer.status() == 200;
    }

    /** Asks for a run out of the run. @return whether there is one */
    boolean open(int calls, String dollars, ToolCall... ceiling) {
        return openFrom(run, calls, dollars, ceiling);
    }

    private boolean openFrom(AgentInstance.Run parent, int calls, String dollars, ToolCall... ceiling) {
        ChildKey child = new ChildKey();
        Reply answer = parent.openChild(child, ToolCall.run(calls, dollars, ceiling)).send();
        if (answer.status() == 200) {
            descendants.add(parent.heldBy(child, answer));
        }
        return answer.status() == 200;
    }

    private AgentInstance.Run any() {
        int chosen = random.nextInt(descendants.size() + 1);
        return chosen == 0 ? run : descendants.get(chosen - 1);
    }

    private boolean openAny() {
        ToolCall[] ceiling = anyCalls();
        boolean money = Stream.of(ceiling).anyMatch(call -> !call.limits().isEmpty());
        return openFrom(any(), 1 + random.nextInt(5), money ? random.nextInt(30) + ".00" : "", ceiling);
    }

    boolean use(String credential, String scope, Map<Unit, BigDecimal> amounts) {
        return tools.call(credential, scope, amounts, server.clock.instant());
    }

    /** Uses the credential for the most that it is good for, as often as it is good for it. */
    void exhaust(String credential) {
        Map<String, Map<Unit, BigDecimal>> limits = ToolStandIn.limits(credential);
        String best = limits.keySet().stream()
                .max((one, other) -> dollars(limits.get(one)).compareTo(dollars(limits.get(other)))).orElseThrow();
        while (use(credential, best, limits.get(best))) {
            // Until it is used up.
        }
    }

    private static BigDecimal dollars(Map<Unit, BigDecimal> amounts) {
        return amounts.getOrDefault(DOLLARS, BigDecimal.ZERO);
    }

    /** What a tool tells the ledger of a call with this credential. */
    void report(String credential, Outcome outcome) {
        var claims = ToolStandIn.claims(credential);
        String scope = ToolStandIn.limits(credential).keySet().iterator().next();
        Instant now = server.clock.instant();
        server.bean(Ledger.class).toolCall(new ToolCallEntry(claims.getAudience().getFirst(), UUID.randomUUID().toString(),
                claims.getJWTID(), runId(), scope, "any", "order-12345", null, outcome, null, now, now));
    }

    /** Makes some use of the run and lets the tools report some of it. */
    void live(int steps) {
        for (int i = 0; i < steps; i++) {
            if (random.nextInt(3) == 0) {
                openAny();
            }
            if (drawFrom(any(), anyCalls()) && random.nextInt(3) > 0) {
                String credential = credentials.getLast();
                Map<String, Map<Unit, BigDecimal>> limits = ToolStandIn.limits(credential);
                String scope = limits.keySet().iterator().next();
                if (use(credential, scope, limits.get(scope)) && random.nextBoolean()) {
                    report(credential, Outcome.ALLOWED);
                }
                if (random.nextInt(4) == 0) {
                    report(credential, random.nextBoolean() ? Outcome.UNKNOWN : Outcome.REFUSED);
                }
            }
            server.clock.advance(Duration.ofSeconds(random.nextInt(8)));
        }
    }

    /** Tries anything, in any order, at any time. */
    void attack(int steps) {
        for (int i = 0; i < steps; i++) {
            switch (random.nextInt(15)) {
                case 0, 1, 2, 3, 4 -> drawFrom(any(), anyCalls());
                case 12, 13 -> openAny();
                case 14 -> refreshAny();
                case 5, 6, 7 -> useAny();
                case 8 -> refresh();
                case 9 -> user.get("/my/agents");
                case 10 -> server.clock.advance(Duration.ofSeconds(random.nextInt(random.nextInt(4) == 0 ? 240 : 20)));
                default -> credentials.forEach(this::exhaust);
            }
        }
        credentials.forEach(this::exhaust);
    }

    /** @return whether there are new tokens */
    boolean refresh() {
        Reply answer = run.refresh().send();
        if (answer.status() == 200) {
            run = run.agent().run(answer);
        }
        return answer.status() == 200;
    }

    private void refreshAny() {
        for (int i = 0; i < descendants.size(); i++) {
            refresh(i);
        }
    }

    /** @return whether there are new tokens of this descendant */
    boolean refresh(int descendant) {
        Reply answer = descendants.get(descendant).refresh().send();
        if (answer.status() == 200) {
            descendants.set(descendant, descendants.get(descendant).agent().run(answer));
        }
        return answer.status() == 200;
    }

    private void useAny() {
        if (credentials.isEmpty()) {
            return;
        }
        String credential = credentials.get(random.nextInt(credentials.size()));
        Map<String, Map<Unit, BigDecimal>> limits = ToolStandIn.limits(credential);
        String scope = limits.keySet().stream().skip(random.nextInt(limits.size())).findFirst().orElseThrow();
        Map<Unit, BigDecimal> amounts = new HashMap<>(limits.get(scope));
        amounts.replaceAll((_, most) -> random.nextInt(3) == 0 ? most.add(BigDecimal.ONE) : most);
        use(credential, scope, amounts);
    }

    private ToolCall[] anyCalls() {
        String dollars = random.nextInt(45) + (random.nextBoolean() ? ".00" : ".50");
        return switch (random.nextInt(7)) {
            case 0 -> new ToolCall[] {ToolCall.ORDER};
            case 1 -> new ToolCall[] {ToolCall.INVOICE};
            case 2 -> new ToolCall[] {ToolCall.ORDER, ToolCall.INVOICE};
            case 3 -> new ToolCall[] {ToolCall.refund(dollars), ToolCall.note(random.nextInt(31) + ".00")};
            case 4 -> new ToolCall[] {ToolCall.note(dollars)};
            case 5 -> new ToolCall[] {ToolCall.refund(dollars).on("order-" + random.nextInt(3))};
            default -> new ToolCall[] {ToolCall.refund(dollars)};
        };
    }
}
