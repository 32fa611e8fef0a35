package dev.errand.authz.session.passkey;

import java.util.Optional;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * What a browser sends for a passkey is the sender's, any bytes at all, and the verifying libraries say in exceptions of
 * many kinds that it is not what it should be. Here that becomes a value; the database's exceptions stay what they are.
 */
final class Verification {

    private static final Logger LOG = LoggerFactory.getLogger(Verification.class);

    private Verification() {}

    static <T> Optional<T> of(Supplier<T> ceremony) {
        try {
            return Optional.of(ceremony.get());
        } catch (DataAccessException | TransactionException | CredentialStore.CounterBehind ex) {
            throw ex;
        } catch (RuntimeException ex) {
            LOG.debug("A passkey's answer is none: {}", ex.getClass().getName());
            return Optional.empty();
        }
    }
}
