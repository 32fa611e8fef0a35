package dev.errand.authz.bootstrap;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.errand.authz.agent.Agent;
import dev.errand.authz.user.UserAccount;
import dev.errand.authz.user.upstream.UpstreamIdentity;
import dev.errand.toolscope.registry.RegistryDocument;

/**
 * The set-up file (protocol page §11), read and checked as a whole before any of it is applied.
 *
 * @param issuer the issuer, if the file names one
 * @param users accounts of the built-in login
 * @param agents OAuth clients: agents, and after them administrative clients
 * @param registry tools and scopes
 * @param digests of every entry without its password, by which one that says something new is told
 */
record SetUp(Optional<String> issuer, List<NewUser> users, List<Agent> agents, RegistryDocument registry,
        Map<FileEntry, String> digests) {

    /**
     * An account with its password, as the file has it. Never printed.
     *
     * @param password the password itself, or empty
     * @param passwordHash its encoded hash, or empty
     * @param upstream who the user is at other providers
     */
    record NewUser(UserAccount account, Optional<String> password, Optional<String> passwordHash,
            List<UpstreamIdentity> upstream) {

        @Override
        public String toString() {
            return "NewUser[" + account.username() + "]";
        }
    }
}
