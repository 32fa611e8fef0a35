package dev.errand.toolscope.registry;

import dev.errand.toolscope.json.Parsed;

/** A registry document, and variants of it. */
final class Documents {

    static final String KEY = "{kty: EC, crv: P-256, kid: refunds-1, x: f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU,"
            + " y: x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0}";

    static final String YAML = """
            tools:
              - resource: https://refunds.example
                name: Refunds
                jwks: {keys: [%s]}
              - resource: https://orders.example
                name: Orders
                jwks: {keys: []}
            scopes:
              - name: write:refunds-under-50
                tool: https://refunds.example
                description: Refund up to 50.00 USD on one order
                effect: write
                lifetime: PT60S
                identifier: {pattern: "order-[0-9]{1,10}"}
                actions:
                  - name: create-refund
                    parameters:
                      amount: {max: "50.00", currency: USD}
                      reason: free
                      cause: {one_of: [damaged, late]}
                run_default: {max_calls: 3, totals: {amount: {max: "50.00", currency: USD}}}
              - name: read:orders
                tool: https://orders.example
                description: Read one order
                effect: read
                identifier: {pattern: "order-[0-9]{1,10}"}
                actions:
                  - name: read-order
                run_default: {max_calls: 10}
            """.formatted(KEY);

    /** What can be added to the document: a second scope of the refunds tool, a composition of both, and a rule. */
    static final String MORE = """
              - name: read:refunds
                tool: https://refunds.example
                description: Read the refunds of one order
                effect: read
                labels: [reads-private]
                identifier: {pattern: "order-[0-9]{1,10}"}
                actions:
                  - name: read-refunds
                run_default: {max_calls: 10}
            compositions:
              - name: refund-and-look
                tool: https://refunds.example
                description: Refund one order and look at the result
                scopes: [write:refunds-under-50, read:refunds]
                agents: [support-agent]
            never_together:
              - name: no-leak
                description: Who reads what is private sends nothing out
                scopes: [read:orders]
                labels: [sends-out]
            """;

    private Documents() {}

    /** The document with a composition and a rule. */
    static RegistryDocument composed() {
        return read(composedText());
    }

    static String composedText() {
        return YAML + MORE;
    }

    static RegistryDocument registered() {
        return read(YAML);
    }

    /** The document with one part of its text replaced. */
    static RegistryDocument with(String part, String replacement) {
        return read(YAML.replace(part, replacement));
    }

    static RegistryDocument read(String yaml) {
        return switch (RegistryYaml.read(yaml)) {
            case Parsed.Value<RegistryDocument>(RegistryDocument document) -> document;
            case Parsed.Malformed<RegistryDocument> malformed -> throw new AssertionError(malformed.toString());
        };
    }
}
