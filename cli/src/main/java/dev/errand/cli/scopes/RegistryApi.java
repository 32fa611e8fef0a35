package dev.errand.cli.scopes;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.springframework.http.HttpMethod;
import tools.jackson.databind.json.JsonMapper;

/** The registry of a server, over its administration API. */
final class RegistryApi {

    private static final String REGISTRY = "/v1/registry";

    private final AdminSession session;

    RegistryApi(AdminSession session) {
        this.session = session;
    }

    /**
     * What a document would change.
     *
     * @param revision of the registry that it was compared with, as an entity tag
     */
    record Plan(List<String> lines, String revision) {}

    /** The registry as a document. */
    String export() {
        return session.send(HttpMethod.GET, REGISTRY, Map.of(), "").expect(200).text();
    }

    /** What the tool at that address says about itself, as a document; nothing is registered. */
    String importOf(String resource) {
        return session.post(REGISTRY + "/import", JsonMapper.shared().writeValueAsString(Map.of("resource", resource)))
                .expect(200).text();
    }

    /** What applying the document would change. */
    Plan plan(Document document) {
        Answer answer = session.send(HttpMethod.POST, REGISTRY + "/plan", Map.of(), document.text()).expect(200);
        return new Plan(answer.json().path("changes").valueStream().map(PlanLine::of).toList(), answer.etag());
    }

    /** Registers the document if the registry is still the one that was planned with; says what became a new version. */
    List<String> apply(Document document, String revision, String why) {
        String reason = "?why=" + URLEncoder.encode(why, StandardCharsets.UTF_8);
        return session.send(HttpMethod.PUT, REGISTRY + reason, Map.of("If-Match", revision), document.text()).expect(200)
                .json().path("changed").valueStream()
                .map(one -> "%s %s: %s".formatted(one.path("kind").asString(), one.path("name").asString(), outcome(
                        one.path("state").asString(), one.path("version").asInt(0))))
                .toList();
    }

    private static String outcome(String state, int version) {
        return version == 0 ? state : "version " + version + " is " + state;
    }
}
