package dev.errand.authz.session.passkey;

import java.net.URI;
import java.util.Set;

import com.webauthn4j.WebAuthnManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.webauthn.api.AuthenticatorAssertionResponse;
import org.springframework.security.web.webauthn.api.AuthenticatorAttestationResponse;
import org.springframework.security.web.webauthn.api.AuthenticatorSelectionCriteria;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.CredentialRecord;
import org.springframework.security.web.webauthn.api.PublicKeyCredential;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialCreationOptions;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRequestOptions;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRpEntity;
import org.springframework.security.web.webauthn.api.ResidentKeyRequirement;
import org.springframework.security.web.webauthn.api.UserVerificationRequirement;
import org.springframework.security.web.webauthn.management.ImmutablePublicKeyCredentialCreationOptionsRequest;
import org.springframework.security.web.webauthn.management.ImmutablePublicKeyCredentialRequestOptionsRequest;
import org.springframework.security.web.webauthn.management.ImmutableRelyingPartyRegistrationRequest;
import org.springframework.security.web.webauthn.management.RelyingPartyAuthenticationRequest;
import org.springframework.security.web.webauthn.management.RelyingPartyPublicKey;
import org.springframework.security.web.webauthn.management.Webauthn4JRelyingPartyOperations;

import dev.errand.authz.keys.Issuer;

/**
 * The two ceremonies (Web Authentication §7.1 and §7.2) by Spring Security's own operations. The relying party is the
 * issuer's host. The authenticator has to verify its user and to know for whom the passkey is; what a ceremony was
 * begun with is made again from its challenge. Thread-safe.
 */
final class Ceremonies {

    private final UserHandles users;
    private final CredentialStore credentials;
    private final PublicKeyCredentialRpEntity relyingParty;
    private final Set<String> origins;
    private final WebAuthnManager verifier = WebAuthnManager.createNonStrictWebAuthnManager();

    Ceremonies(UserHandles users, CredentialStore credentials, Issuer issuer) {
        URI address = URI.create(issuer.value());
        this.users = users;
        this.credentials = credentials;
        this.relyingParty = PublicKeyCredentialRpEntity.builder().id(address.getHost()).name("Errand").build();
        this.origins = Set.of(address.getScheme() + "://" + address.getAuthority());
    }

    /** What a new passkey is to be made for. */
    PublicKeyCredentialCreationOptions creation(Authentication user, Bytes challenge) {
        return operations(challenge)
                .createPublicKeyCredentialCreationOptions(new ImmutablePublicKeyCredentialCreationOptionsRequest(user));
    }

    /** The new passkey, verified and stored nowhere yet. */
    CredentialRecord register(Authentication user, Bytes challenge,
            PublicKeyCredential<AuthenticatorAttestationResponse> credential, String label) {
        return operations(challenge).registerCredential(new ImmutableRelyingPartyRegistrationRequest(
                creation(user, challenge), new RelyingPartyPublicKey(credential, label)));
    }

    /** What a login is to be proved for, by whichever passkey the user chooses. */
    PublicKeyCredentialRequestOptions request(Bytes challenge) {
        return operations(challenge)
                .createCredentialRequestOptions(new ImmutablePublicKeyCredentialRequestOptionsRequest(null));
    }

    /** Returns if the proof is one of this passkey, and writes its use down. */
    void authenticate(Bytes challenge, PublicKeyCredential<AuthenticatorAssertionResponse> credential) {
        operations(challenge).authenticate(new RelyingPartyAuthenticationRequest(request(challenge), credential));
    }

    private Webauthn4JRelyingPartyOperations operations(Bytes challenge) {
        Webauthn4JRelyingPartyOperations operations = new Webauthn4JRelyingPartyOperations(users, credentials,
                relyingParty, origins);
        operations.setWebAuthnManager(verifier);
        operations.setCustomizeCreationOptions(options -> options.challenge(challenge)
                .authenticatorSelection(AuthenticatorSelectionCriteria.builder()
                        .userVerification(UserVerificationRequirement.REQUIRED)
                        .residentKey(ResidentKeyRequirement.REQUIRED).build()));
        operations.setCustomizeRequestOptions(
                options -> options.challenge(challenge).userVerification(UserVerificationRequirement.REQUIRED));
        return operations;
    }
}
