package dev.errand.authz.whatif;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.errand.authz.running.RunningServer;

/** Random requests for credentials, good ones and bad ones, of the scopes in {@code http-set-up.yaml}. */
final class GeneratedRequests {

    /** A scope of the file, as requests need to know it. */
    private record Known(String scope, String tool, String action, boolean money) {}

    private static final List<Known> SCOPES = List.of(
            new Known("read:orders", RunningServer.ORDERS, "read-order", false),
            new Known("write:refunds-under-50", RunningServer.REFUNDS, "create-refund", true),
            new Known("read:invoices", RunningServer.ORDERS, "read-invoice", false),
            new Known("write:credit-notes", RunningServer.REFUNDS, "create-credit-note", true),
            new Known("read:tickets", RunningServer.ORDERS, "read-ticket", false),
            new Known("read:customers", RunningServer.ORDERS, "read-customer", false),
            new Known("write:mail", RunningServer.REFUNDS, "send-mail", false),
            new Known("write:vouchers", RunningServer.REFUNDS, "create-voucher", false));
    private static final Known PAYOUTS = new Known("write:payouts", RunningServer.REFUNDS, "pay-out", true);
    private static final Known NOTHING = new Known("write:nothing", RunningServer.REFUNDS, "do-nothing", false);

    private static final List<List<Integer>> COMPOSED = List.of(List.of(0, 2), List.of(1, 3), List.of(2, 5), List.of(0, 1),
            List.of(1, 7), List.of(0, 2, 4));
    private static final List<String> AMOUNTS = List.of("0.01", "1.00", "5.00", "5.00", "10.01", "20.00", "40.00", "60.00",
            "70.00", "80.01");
    private static final List<String> ORDERS = List.of("order-12345", "order-12345", "order-12345", "order-12345",
            "order-12345", "order-12345", "order-1", "parcel-1",
            "order-", "");
    private static final List<String> MALFORMED = List.of("[", "{}", "[]", "[{\"type\":\"tool_call\"}]", "[{}] ",
            "[{\"type\":\"agent_run\"}]", "[{\"type\":\"tool_call\",\"scope\":\"read:orders\",\"scope\":\"read:orders\"}]",
            "[{\"type\":\"tool_call\",\"scope\":\"read:orders\",\"max_uses\":9}]", "[{\"type\":\"tool_call\",\"scope\":7}]");

    private final Random random;

    GeneratedRequests(long seed) {
        this.random = new Random(seed);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    /** The {@code agent_run} details of a run of some of the scopes. */
    String run(List<String> allowed, int seconds) {
        List<Known> scopes = new ArrayList<>(SCOPES.stream().filter(scope -> allowed.contains(scope.scope())).toList());
        Collections.shuffle(scopes, random);
        List<String> ceiling = scopes.subList(0, 3 + random.nextInt(scopes.size() - 2)).stream().map(this::ceiling).toList();
        return """
                [{"type":"agent_run","purpose":"Some task","expires_in":%d,"ceiling":[%s],
                  "budget":{"max_calls":%d%s}}]""".formatted(seconds, String.join(",", ceiling), 4 + random.nextInt(9),
                ceiling.stream().anyMatch(one -> one.contains("refunds") || one.contains("notes"))
                        ? ",\"totals\":{\"amount\":{\"max\":\"90.00\",\"currency\":\"USD\"}}"
                        : "");
    }

    private String ceiling(Known scope) {
        List<String> members = new ArrayList<>(List.of("\"scope\":\"" + scope.scope() + "\""));
        if (random.nextInt(4) > 0) {
            members.add("\"identifier\":\"order-12345\"");
        }
        if (scope.money() && random.nextBoolean()) {
            members.add("\"limits\":{\"amount\":" + money("20.00", "USD") + "}");
        }
        return "{" + String.join(",", members) + "}";
    }

    /** The parameters of a token request. */
    Map<String, String> request() {
        List<Known> scopes = scopes();
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("resource", scopes.getFirst().tool());
        parameters.put("scope", scopes.stream().map(Known::scope).collect(Collectors.joining(" ")));
        parameters.put("authorization_details", scopes.stream().map(this::detail).collect(Collectors.joining(",", "[", "]")));
        if (random.nextInt(4) == 0) {
            spoil(parameters);
        }
        return parameters;
    }

    private List<Known> scopes() {
        return switch (random.nextInt(12)) {
            case 0, 1, 2 -> COMPOSED.get(random.nextInt(COMPOSED.size())).stream().map(SCOPES::get).toList();
            case 3 -> List.of(random.nextBoolean() ? PAYOUTS : NOTHING);
            default -> List.of(SCOPES.get(random.nextInt(SCOPES.size())));
        };
    }

    private void spoil(Map<String, String> parameters) {
        switch (random.nextInt(10)) {
            case 0 -> parameters.put("authorization_details", MALFORMED.get(random.nextInt(MALFORMED.size())));
            case 1, 2 -> parameters.remove("authorization_details");
            case 3 -> parameters.put("resource", "https://nobody.example");
            case 4 -> {
                parameters.put("resource", RunningServer.ORDERS);
                parameters.remove("authorization_details");
            }
            case 5 -> parameters.remove(random.nextBoolean() ? "resource" : "scope");
            case 6 -> parameters.put("scope", parameters.get("scope") + " read:orders");
            case 7 -> parameters.put("scope", List.of("write:*", "read:orders  read:invoices", "").get(random.nextInt(3)));
            case 8 -> parameters.put("scope", "write:vouchers");
            default -> parameters.computeIfPresent("authorization_details",
                    (name, details) -> details.replaceFirst("create-refund|read-order|read-invoice", "burn-down"));
        }
    }

    private String detail(Known scope) {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("type", "\"tool_call\"");
        members.put("scope", "\"" + scope.scope() + "\"");
        if (random.nextInt(3) > 0) {
            members.put("locations", "[\"" + (random.nextInt(25) == 0 ? "https://nobody.example" : scope.tool()) + "\"]");
        }
        if (random.nextInt(8) > 0) {
            members.put("actions", "[\"" + scope.action() + "\"]");
        }
        String order = ORDERS.get(random.nextInt(ORDERS.size()));
        if (!order.isEmpty() || random.nextInt(20) == 0) {
            members.put("identifier", "\"" + order + "\"");
        }
        if (scope.money() && random.nextInt(6) > 0) {
            members.put("limits", "{\"amount\":" + money(AMOUNTS.get(random.nextInt(AMOUNTS.size())),
                    random.nextInt(10) == 0 ? "EUR" : "USD") + "}");
        }
        return members.entrySet().stream().map(member -> "\"" + member.getKey() + "\":" + member.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String money(String max, String currency) {
        return "{\"max\":\"%s\",\"currency\":\"%s\"}".formatted(max, currency);
    }

    /** The numbers from 0 up, as many as there are scopes, as the consent form names them. */
    static List<String> fields(int scopes) {
        return IntStream.range(0, scopes).mapToObj(i -> "scope." + i).toList();
    }
}
