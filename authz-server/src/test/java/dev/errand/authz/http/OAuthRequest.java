package dev.errand.authz.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.errand.dpop.client.DPoPKey;

/** A request to an OAuth endpoint that a test takes apart before it is sent. It is good until a test changes it. */
final class OAuthRequest {

    private final RunningServer server;
    private final String path;
    private final Map<String, List<String>> form = new LinkedHashMap<>();
    private final List<Map.Entry<String, String>> headers = new ArrayList<>();
    private List<String> proofs;

    OAuthRequest(RunningServer server, String path, DPoPKey key) {
        this.server = server;
        this.path = path;
        this.proofs = List.of(proof(server, path, key));
    }

    static String proof(RunningServer server, String path, DPoPKey key) {
        return key.proof("POST", RunningServer.ISSUER + path, null, server.nonce(), server.clock.instant(),
                UUID.randomUUID().toString());
    }

    OAuthRequest with(String name, String... values) {
        form.put(name, List.of(values));
        return this;
    }

    OAuthRequest without(String name) {
        form.remove(name);
        return this;
    }

    OAuthRequest proofs(String... all) {
        this.proofs = List.of(all);
        return this;
    }

    OAuthRequest provenBy(DPoPKey key) {
        return proofs(proof(server, path, key));
    }

    OAuthRequest header(String name, String value) {
        headers.add(Map.entry(name, value));
        return this;
    }

    String value(String name) {
        return form.get(name).getFirst();
    }

    Reply send() {
        List<Map.Entry<String, String>> all = new ArrayList<>(headers);
        proofs.forEach(proof -> all.add(Map.entry("DPoP", proof)));
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        form.forEach((name, values) -> values.forEach(value -> fields.add(Map.entry(name, value))));
        return server.post(path, fields, all);
    }
}
