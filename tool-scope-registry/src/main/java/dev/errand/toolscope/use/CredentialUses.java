package dev.errand.toolscope.use;

/**
 * The uses of credentials, shared by all nodes that serve one {@code aud}. A use is <em>claimed</em>, by one caller only,
 * and then <em>committed</em> (the call took effect), <em>released</em> (it had none; the use is free again) or
 * <em>unknown</em> (nobody can say; it stays taken).
 *
 * <p>
 * Where the caller has a transaction open, all of it joins that transaction: a claim that is rolled back was never made,
 * and until the end of the transaction a competing claim of the same use waits or is refused.
 *
 * <p>
 * Every method throws {@link org.springframework.dao.DataAccessException} when the store fails; the call must then not be
 * carried out. Implementations are safe for use by many threads.
 */
public interface CredentialUses {

    /** Takes a free use of the credential, if there is one. */
    Claim claim(UseRequest request);

    /** Settles a claimed use: the call took effect. Changes nothing that is settled already. */
    void commit(CredentialUse use);

    /** Frees a claimed use: the call had no effect. Changes nothing that is settled already. */
    void release(CredentialUse use);

    /** Settles a claimed use whose effect nobody knows. Changes nothing that is settled already. */
    void unknown(CredentialUse use);

    /**
     * Forgets the uses whose time to be kept is over.
     *
     * @return how many
     */
    int purge();
}
