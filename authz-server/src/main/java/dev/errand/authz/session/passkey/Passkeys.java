package dev.errand.authz.session.passkey;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.web.webauthn.api.AuthenticatorAssertionResponse;
import org.springframework.security.web.webauthn.api.AuthenticatorAttestationResponse;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.CredentialRecord;
import org.springframework.security.web.webauthn.api.PublicKeyCredential;
import org.springframework.stereotype.Component;

import dev.errand.authz.keys.Issuer;
import dev.errand.authz.ledger.EventEntry;
import dev.errand.authz.ledger.Ledger;
import dev.errand.authz.secret.Secrets;
import dev.errand.authz.session.SessionAuthentication;
import dev.errand.authz.user.UserAccount;
import dev.errand.authz.user.Users;
import dev.errand.authz.user.login.LoginKey;
import dev.errand.authz.user.login.SealedWords;

/**
 * The passkeys of the built-in accounts: registered and removed by their users, and good for a login whatever became of
 * the password. The ledger knows them by the hash of their credential's id. Thread-safe.
 */
@Component
public final class Passkeys {

    /** How many one user may have. */
    public static final int MOST = 10;

    private static final Pattern LABEL = Pattern.compile("(?=.*\\S)[^\\p{C}\\p{Zl}\\p{Zp}]{1,64}");
    private static final String LOGIN = "login";

    private final PasskeyRows rows;
    private final Challenges challenges;
    private final Ceremonies ceremonies;
    private final Users users;
    private final Ledger ledger;
    private final InstantSource clock;

    Passkeys(JdbcClient jdbc, Users users, LoginKey key, Issuer issuer, Ledger ledger, InstantSource clock,
            Secrets secrets) {
        this.rows = new PasskeyRows(jdbc);
        this.challenges = new Challenges(jdbc, new SealedWords(key), secrets, clock);
        this.ceremonies = new Ceremonies(new UserHandles(rows, users, key), new CredentialStore(rows, clock), issuer);
        this.users = users;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** The user's passkeys, the oldest first. */
    public List<Passkey> of(String subject) {
        return rows.of(subject);
    }

    /**
     * Whether this login may register and remove passkeys: one that lacks a passkey which it needs may register the
     * first, and no more, or a password would be as good as any passkey.
     */
    public boolean mayChange(SessionAuthentication login) {
        return !login.needsPasskey() || of(login.getName()).isEmpty();
    }

    /** Whether a passkey may be called that. */
    public static boolean isLabel(String label) {
        return LABEL.matcher(label).matches();
    }

    /** Begins a registration. */
    public Offer offerRegistration(SessionAuthentication login) {
        String sealed = challenges.next(registration(login));
        return new Offer(sealed, OptionsJson.write(ceremonies.creation(login, opened(sealed, registration(login)))));
    }

    /**
     * Ends a registration.
     *
     * @param challenge what the browser kept
     * @param credential what the browser made, as JSON
     * @throws IllegalArgumentException if a passkey may not be called that
     */
    public Registration register(SessionAuthentication login, String challenge, String credential, String label) {
        if (!isLabel(label)) {
            throw new IllegalArgumentException("a passkey is called something printable of at most 64 characters");
        }
        if (!mayChange(login)) {
            return Registration.NOT_ALLOWED;
        }
        if (of(login.getName()).size() >= MOST) {
            return Registration.TOO_MANY;
        }
        return challenges.open(challenge, registration(login)).flatMap(opened -> CredentialJson.attestation(credential)
                .flatMap(answer -> verified(login, opened, answer, label)).filter(_ -> challenges.use(opened)))
                .filter(record -> add(login.getName(), record, label)).map(_ -> Registration.ADDED)
                .orElse(Registration.REFUSED);
    }

    private Optional<CredentialRecord> verified(SessionAuthentication login, Bytes challenge,
            PublicKeyCredential<AuthenticatorAttestationResponse> credential, String label) {
        return Verification.of(() -> ceremonies.register(login, challenge, credential, label));
    }

    private boolean add(String subject, CredentialRecord record, String label) {
        String id = CredentialStore.id(record.getCredentialId());
        boolean added = rows.insert(id, subject, label, record, clock.instant());
        if (added) {
            note("passkey_registered", subject, id, false);
        }
        return added;
    }

    /** Removes one of the user's passkeys: whether it was there, and this login may. */
    public boolean remove(SessionAuthentication login, String id) {
        boolean removed = !login.needsPasskey() && rows.delete(login.getName(), id);
        if (removed) {
            note("passkey_removed", login.getName(), id, false);
        }
        return removed;
    }

    /** Begins a login, of nobody in particular. */
    public Offer offerLogin() {
        String sealed = challenges.next(LOGIN);
        return new Offer(sealed, OptionsJson.write(ceremonies.request(opened(sealed, LOGIN))));
    }

    /** The subject whose passkey answered the challenge. */
    public Optional<String> logIn(String challenge, String credential) {
        return challenges.open(challenge, LOGIN).flatMap(opened -> CredentialJson.assertion(credential)
                .flatMap(answer -> user(opened, answer)));
    }

    private Optional<String> user(Bytes challenge, PublicKeyCredential<AuthenticatorAssertionResponse> answer) {
        String id = CredentialStore.id(answer.getRawId());
        Optional<String> user = owner(id, answer).filter(subject -> isProof(id, subject, challenge, answer))
                .filter(_ -> challenges.use(challenge));
        user.ifPresent(subject -> note("passkey_used", subject, id, false));
        return user;
    }

    /** §7.2 step 6: the authenticator names the user, and the passkey is that user's. */
    private Optional<String> owner(String id, PublicKeyCredential<AuthenticatorAssertionResponse> answer) {
        Bytes handle = answer.getResponse().getUserHandle();
        return rows.find(id).map(CredentialRecord::getUserEntityUserId).filter(owner -> owner.equals(handle))
                .flatMap(owner -> rows.subjectOfHandle(owner.toBase64UrlString()))
                .filter(subject -> users.find(subject).filter(UserAccount::enabled).isPresent());
    }

    private boolean isProof(String id, String subject, Bytes challenge,
            PublicKeyCredential<AuthenticatorAssertionResponse> answer) {
        try {
            return Verification.of(() -> {
                ceremonies.authenticate(challenge, answer);
                return true;
            }).isPresent();
        } catch (CredentialStore.CounterBehind ex) {
            note("passkey_cloned", subject, id, true);
            return false;
        }
    }

    private Bytes opened(String sealed, String purpose) {
        return challenges.open(sealed, purpose).orElseThrow();
    }

    /** For the session that asked: no other user's registration, and none of another login. */
    private static String registration(SessionAuthentication login) {
        return "register " + login.session().sid();
    }

    private void note(String kind, String subject, String id, boolean alarm) {
        ledger.event(new EventEntry(clock.instant(), kind, null, null, subject, null, id, alarm));
    }
}
