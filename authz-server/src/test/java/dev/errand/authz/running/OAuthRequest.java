package dev.errand.authz.running;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import dev.errand.dpop.client.DPoPKey;

/** A request to an OAuth endpoint that a test takes apart before it is sent. It is good until a test changes it. */
public final class OAuthRequest {

    private static final Set<String> PUBLIC = Set.of("grant_type", "subject_token_type", "requested_token_type",
            "client_assertion_type");

    private RunningServer server;
    private final String path;
    private final Map<String, List<String>> form = new LinkedHashMap<>();
    private final List<Map.Entry<String, String>> headers = new ArrayList<>();
    private List<String> proofs;
    private String query = "";

    public OAuthRequest(RunningServer server, String path, DPoPKey key) {
        this.server = server;
        this.path = path;
        this.proofs = List.of(proof(server, path, key));
    }

    public static String proof(RunningServer server, String path, DPoPKey key) {
        return key.proof("POST", RunningServer.ISSUER + path, null, server.nonce(), server.clock.instant(),
                UUID.randomUUID().toString());
    }

    public OAuthRequest with(String name, String... values) {
        form.put(name, List.of(values));
        return this;
    }

    public OAuthRequest without(String name) {
        form.remove(name);
        return this;
    }

    public OAuthRequest proofs(String... all) {
        this.proofs = List.of(all);
        return this;
    }

    public OAuthRequest provenBy(DPoPKey key) {
        return proofs(proof(server, path, key));
    }

    /** Sends it to this node. */
    public OAuthRequest at(RunningServer node) {
        this.server = node;
        return this;
    }

    public OAuthRequest header(String name, String value) {
        headers.add(Map.entry(name, value));
        return this;
    }

    /** Sends this query string too, which no good request has. */
    public OAuthRequest query(String text) {
        this.query = "?" + text;
        return this;
    }

    public String path() {
        return path;
    }

    public String value(String name) {
        return form.get(name).getFirst();
    }

    /** Everything in it that no answer may repeat: proofs, and whatever is long enough to be a secret. */
    public List<String> secrets() {
        Stream<String> values = form.entrySet().stream().filter(one -> !PUBLIC.contains(one.getKey()))
                .flatMap(one -> one.getValue().stream());
        return Stream.concat(proofs.stream(), values).filter(value -> value.length() > 20).toList();
    }

    /** The headers, proofs among them. */
    public List<Map.Entry<String, String>> headers() {
        List<Map.Entry<String, String>> all = new ArrayList<>(headers);
        proofs.forEach(proof -> all.add(Map.entry("DPoP", proof)));
        return all;
    }

    /** The parameters of the form. */
    public List<Map.Entry<String, String>> fields() {
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        form.forEach((name, values) -> values.forEach(value -> fields.add(Map.entry(name, value))));
        return fields;
    }

    public Reply send() {
        return server.post(path + query, fields(), headers());
    }
}
