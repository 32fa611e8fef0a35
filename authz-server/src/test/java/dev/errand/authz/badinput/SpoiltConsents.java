package dev.errand.authz.badinput;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import dev.errand.authz.running.AgentInstance;
import dev.errand.authz.running.BrowserUser;
import dev.errand.authz.running.Reply;

/** The consent page's form, every field that the page has spoilt in turn. */
final class SpoiltConsents {

    private static final Pattern FIELD = Pattern.compile("<(?:input|button)[^>]* name=\"([^\"]+)\"");

    private final AgentInstance agent;
    private final BrowserUser user;
    private final Barrage barrage;
    private String requestUri;

    SpoiltConsents(AgentInstance agent, BrowserUser user, Barrage barrage) {
        this.agent = agent;
        this.user = user;
        this.barrage = barrage;
        this.requestUri = agent.requestUri();
    }

    Set<String> fields() {
        Set<String> fields = new TreeSet<>(FIELD.matcher(user.open(requestUri).body()).results()
                .map(one -> one.group(1)).toList());
        fields.remove("_csrf");
        return fields;
    }

    /** A box is ticked whatever its value is; any other field that makes no sense leaves the request as it was. */
    void spoil(String field) {
        for (String value : BadParameters.VALUES) {
            Map<String, String> form = new HashMap<>(Map.of("decision", "approve", "scope.0", "on", "scope.1", "on"));
            form.put(field, value);
            user.open(requestUri);
            Reply answer = user.answer(requestUri, form);
            boolean box = field.startsWith("scope.");
            barrage.expect("consent with " + field + "=" + BadBodies.visible(value), "" + answer.status(), box ? "303" : "400");
            requestUri = box ? agent.requestUri() : requestUri;
        }
    }

    /** Where the untouched form leads. */
    String untouched() {
        return user.approve(requestUri).location();
    }
}
