package dev.errand.sample.agent.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

/**
 * What the ledger tells of one run.
 *
 * @param calls the reported calls, each with its issuance
 * @param unreported the credentials of which no call was reported
 */
public record Join(List<JoinedCall> calls, List<Issuance> unreported) {

    private static final String CREDENTIAL = "credential";

    public Join {
        calls = List.copyOf(calls);
        unreported = List.copyOf(unreported);
    }

    static Join from(JsonNode json) {
        return new Join(json.path("calls").valueStream().map(JoinedCall::from).toList(),
                json.path("unreported").valueStream().map(Issuance::from)
                        .filter(issuance -> issuance.kind().equals(CREDENTIAL)).toList());
    }

    /** Those of {@code sent} that the ledger does not tell of, row against call. */
    public List<SentCall> missing(List<SentCall> sent) {
        List<JoinedCall> left = new ArrayList<>(calls);
        return sent.stream().filter(call -> !takeOne(left, call)).toList();
    }

    private static boolean takeOne(List<JoinedCall> left, SentCall sent) {
        return left.stream().filter(row -> row.tellsOf(sent)).findFirst().map(left::remove).orElse(false);
    }

    /** The credentials that the ledger knows to have been issued. */
    public Set<String> credentials() {
        return Stream.concat(calls.stream().map(JoinedCall::issuance), unreported.stream())
                .map(Issuance::credentialId).collect(Collectors.toUnmodifiableSet());
    }

}
