package dev.errand.toolscope.use;

import org.springframework.dao.DataAccessResourceFailureException;

/** The in-memory store holds as many uses as it may; nothing is used until some of them expire. */
final class CredentialUsesFull extends DataAccessResourceFailureException {

    private static final long serialVersionUID = 1L;

    CredentialUsesFull(int mostEntries) {
        super("the in-memory store of credential uses is full at " + mostEntries + " entries");
    }
}
