/** Keycloak behind a login: its own word about its sessions, the end of them, and the registry's scopes in its realm. */
@NullMarked
package dev.errand.authz.session.keycloak;

import org.jspecify.annotations.NullMarked;
