package dev.errand.authz.whatif;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.errand.authz.endpoint.EndpointForm;
import dev.errand.authz.endpoint.FormReading;
import dev.errand.authz.grant.exchange.CredentialRequests;
import dev.errand.authz.token.CredentialErrors;

/**
 * Says what the token endpoint would answer to a request for a credential: the same reader, the same facts, the same
 * rules and the same words, in the same order. It writes nothing, waits for nobody, makes nobody wait, and has no permit
 * that could be minted. Thread-safe.
 */
@Component
public final class WhatIf {

    private final Lenders lenders;
    private final Judge judge;
    private final CredentialErrors errors;
    private final TransactionTemplate reading;
    private final InstantSource clock;

    WhatIf(Lenders lenders, Judge judge, CredentialErrors errors, PlatformTransactionManager transactions,
            InstantSource clock) {
        this.lenders = lenders;
        this.judge = judge;
        this.errors = errors;
        this.reading = new TransactionTemplate(transactions);
        this.reading.setReadOnly(true);
        // One picture of all that is looked at, though nothing is locked.
        this.reading.setIsolationLevel(TransactionTemplate.ISOLATION_REPEATABLE_READ);
        this.clock = clock;
    }

    /** The answer as things stand now; an issuance a moment later sees what has changed meanwhile. */
    public Answer ask(Question question) {
        return Objects.requireNonNull(reading.execute(_ -> answer(question)));
    }

    private Answer answer(Question question) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        return switch (lenders.find(question.lender(), now)) {
            case Lenders.Missing(String member) -> new Answer.Nobody(member);
            case Lenders.Found(Lent lent) when !lent.agent().enabled() -> Judge.refused(lent, errors.agentUnknown());
            case Lenders.Found(Lent lent) -> answer(lent, question.parameters(), now);
        };
    }

    private Answer answer(Lent lent, Map<String, String> parameters, Instant now) {
        Map<String, String[]> sent = new HashMap<>();
        parameters.forEach((name, text) -> sent.put(name, new String[] {text}));
        return switch (EndpointForm.read(sent)) {
            case FormReading.Malformed malformed -> Judge.refused(lent, malformed.error());
            case FormReading.Read(EndpointForm form) -> answer(lent, form, now);
        };
    }

    private Answer answer(Lent lent, EndpointForm form, Instant now) {
        return switch (CredentialRequests.read(form)) {
            case CredentialRequests.Unreadable unreadable -> Judge.refused(lent, errors.of(unreadable.refusal()));
            case CredentialRequests.Asked asked -> judge.judge(lent, asked.request(), now);
        };
    }
}
