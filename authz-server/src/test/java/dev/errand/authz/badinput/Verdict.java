package dev.errand.authz.badinput;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Judges one answer to bad input: what is wrong with it, in words. */
final class Verdict {

    /** What only the inside of the server may know. */
    private static final Pattern INSIDE = Pattern.compile("(?i)exception|stack ?trace|\\bat [a-z]+(\\.[\\w$]+)+\\("
            + "|java\\.(lang|util|io|net)|org\\.(springframework|apache|postgresql|h2)|dev\\.errand|jakarta\\.|tools\\.jackson"
            + "|com\\.nimbusds|jdbc|sqlstate|insert into|select .+ from|apache tomcat|hikari");

    /** A form's CSRF token, for example: long enough to spell any short word sooner or later. */
    private static final Pattern RANDOM = Pattern.compile("[A-Za-z0-9_=-]{40,}");

    /** Refusals after which nobody knows who the caller is, though the good request would have said so. */
    private static final Set<String> NOBODY = Set.of("content_type", "query_not_allowed", "form_malformed",
            "too_many_parameters", "parameter_repeated", "parameter_malformed", "body_too_large",
            "request_malformed", "authorization_multiple", "bearer_downgrade");
    private static final Pattern NOBODY_BY_PROOF_OR_CLIENT = Pattern
            .compile("proof_.*|client_.*|dpop_.*|assertion_(missing|malformed|too_large|signature)"
                    + "|token_(missing|malformed|signature)");

    /** Without these a request says nothing at all, and nobody asks on whose behalf. */
    private static final Set<String> REQUIRED = Set.of("grant_type", "token");
    private static final Set<Integer> REDIRECTS = Set.of(302, 303);

    private final Endpoint endpoint;
    private final Badness badness;
    private final Caller caller;

    Verdict(Endpoint endpoint, Badness badness, Caller caller) {
        this.endpoint = endpoint;
        this.badness = badness;
        this.caller = caller;
    }

    /** What is wrong; nothing for a good answer. */
    List<String> on(WireReply reply, Books change) {
        List<String> wrong = new ArrayList<>();
        status(reply, wrong);
        body(reply, wrong);
        if (change.issued() != (issues(reply) ? 1 : 0)) {
            wrong.add(change.issued() + " issued");
        }
        if (endpoint.isProtocol() && !reply.header("Cache-Control").contains("no-store") && isItsOwn(reply)) {
            wrong.add("may be stored");
        }
        if (endpoint.keepsBooks() && !reply.member("reason").isEmpty()) {
            books(reply, change, wrong);
        }
        return wrong.stream().map(one -> "%s by %s, %s: %s [%s]".formatted(endpoint.name(), caller.name(), badness, one,
                BadBodies.visible(reply.status() + " " + reply.text()))).toList();
    }

    private void status(WireReply reply, List<String> wrong) {
        boolean expected = reply.status() >= 200 && reply.status() < 500;
        if (!expected && !badness.alsoAllowed().contains(reply.status())) {
            wrong.add("status " + reply.status());
        }
        if (badness.refused() && reply.status() < 400 && !isToLogin(reply)) {
            wrong.add("taken");
        }
        if (REDIRECTS.contains(reply.status()) && !isToLogin(reply)) {
            wrong.add("sent to " + reply.header("Location"));
        }
    }

    private static boolean isToLogin(WireReply reply) {
        return REDIRECTS.contains(reply.status()) && reply.header("Location").matches("/login(\\?(error|logout|upstream))?");
    }

    private static void body(WireReply reply, List<String> wrong) {
        if (INSIDE.matcher(RANDOM.matcher(reply.text()).replaceAll("")).find()) {
            wrong.add("shows its inside");
        }
        if (reply.isJson() && !reply.text().isEmpty() && reply.json().isEmpty()) {
            wrong.add("no JSON");
        }
        if (!reply.text().isEmpty() && reply.header("Content-Type").isEmpty()) {
            wrong.add("no type");
        }
    }

    /** What the container or the firewall refuses never comes to the endpoint. */
    private static boolean isItsOwn(WireReply reply) {
        return reply.status() < 300 || !reply.member("reason").isEmpty();
    }

    private boolean issues(WireReply reply) {
        return endpoint.path().equals("/oauth2/token") && reply.status() == 200;
    }

    /** A refusal is one row if the caller is known, else it is counted; a nonce challenge refuses nothing. */
    private void books(WireReply reply, Books change, List<String> wrong) {
        boolean refused = !reply.member("error").equals("use_dpop_nonce");
        boolean known = refused && caller.identified() && !isNobodys(reply);
        if (change.refused() != (known ? 1 : 0) || change.counted() != (refused && !known ? 1 : 0)) {
            wrong.add("%s refusal rows and %s counted for a caller that is %s".formatted(change.refused(),
                    change.counted(), known ? "known" : "nobody"));
        }
    }

    private boolean isNobodys(WireReply reply) {
        String reason = reply.member("reason");
        if (reason.equals("parameter_missing") && REQUIRED.contains(reply.member("parameter"))) {
            return true;
        }
        boolean token = reason.startsWith("token_") && endpoint.isProtocol();
        // A tool is known before its body is read, and a run by its token's signature before its proof.
        boolean later = switch (endpoint.path()) {
            case "/ledger/tool-calls" -> reason.equals("content_type") || reason.startsWith("body_");
            case "/oauth2/introspect" ->
                reason.equals("token_missing") || (NOBODY.contains(reason) && !reason.startsWith("authorization_")
                        && !reason.startsWith("bearer_"));
            case "/run" -> reason.startsWith("proof_");
            default -> false;
        };
        return !token && !later
                && (NOBODY.contains(reason) || NOBODY_BY_PROOF_OR_CLIENT.matcher(reason).matches());
    }
}
