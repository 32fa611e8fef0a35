package dev.errand.authz.session.passkey;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import org.springframework.security.web.webauthn.api.AuthenticatorAssertionResponse;
import org.springframework.security.web.webauthn.api.AuthenticatorAttestationResponse;
import org.springframework.security.web.webauthn.api.AuthenticatorResponse;
import org.springframework.security.web.webauthn.api.AuthenticatorTransport;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.PublicKeyCredential;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialType;

import dev.errand.toolscope.InvalidValue;
import dev.errand.toolscope.json.Parsed;
import dev.errand.toolscope.json.StrictJson;
import dev.errand.toolscope.json.StrictObject;

/** What a browser made of a ceremony, as the page's script sends it: these members and no others. */
final class CredentialJson {

    private static final int MAX_BYTES = 32 * 1024;
    private static final int MAX_ID_BYTES = 1023;
    private static final int MAX_TRANSPORTS = 10;

    private CredentialJson() {}

    static Optional<PublicKeyCredential<AuthenticatorAttestationResponse>> attestation(String json) {
        return read(json, response -> AuthenticatorAttestationResponse.builder()
                .clientDataJSON(bytes(response, "clientDataJSON"))
                .attestationObject(bytes(response, "attestationObject")).transports(transports(response)).build());
    }

    static Optional<PublicKeyCredential<AuthenticatorAssertionResponse>> assertion(String json) {
        return read(json, response -> AuthenticatorAssertionResponse.builder()
                .clientDataJSON(bytes(response, "clientDataJSON"))
                .authenticatorData(bytes(response, "authenticatorData")).signature(bytes(response, "signature"))
                .userHandle(bytes(response, "userHandle")).build());
    }

    private static <R extends AuthenticatorResponse> Optional<PublicKeyCredential<R>> read(String json,
            Function<StrictObject, R> response) {
        Parsed<PublicKeyCredential<R>> parsed = StrictJson.read(json, MAX_BYTES)
                .then(node -> StrictObject.read(node, "", credential -> credential(credential, response)));
        return switch (parsed) {
            case Parsed.Value<PublicKeyCredential<R>>(PublicKeyCredential<R> value) -> Optional.of(value);
            case Parsed.Malformed<PublicKeyCredential<R>> _ -> Optional.empty();
        };
    }

    private static <R extends AuthenticatorResponse> PublicKeyCredential<R> credential(StrictObject credential,
            Function<StrictObject, R> response) {
        Bytes id = bytes(credential, "id");
        if (id.getBytes().length > MAX_ID_BYTES) {
            throw new InvalidValue("id", "is too long");
        }
        // Not a chain, because one of its links forgets the type of the response.
        PublicKeyCredential.PublicKeyCredentialBuilder<R> built = PublicKeyCredential.builder();
        built.id(id.toBase64UrlString());
        built.rawId(id);
        built.type(PublicKeyCredentialType.PUBLIC_KEY);
        built.response(credential.object("response", response));
        return built.build();
    }

    private static Bytes bytes(StrictObject object, String member) {
        try {
            return Bytes.fromBase64(object.text(member));
        } catch (IllegalArgumentException ex) {
            throw new InvalidValue(member, "is no base64url");
        }
    }

    /** What we know how to remember; there may be new ones. */
    private static List<AuthenticatorTransport> transports(StrictObject response) {
        List<AuthenticatorTransport> known = new ArrayList<>();
        for (String word : response.texts("transports", MAX_TRANSPORTS)) {
            for (AuthenticatorTransport transport : AuthenticatorTransport.values()) {
                if (transport.getValue().equals(word)) {
                    known.add(transport);
                }
            }
        }
        return known;
    }
}
