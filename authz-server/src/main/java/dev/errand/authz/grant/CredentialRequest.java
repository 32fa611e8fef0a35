package dev.errand.authz.grant;

import dev.errand.toolscope.NarrowingRequest;

/**
 * The one call that a credential is asked for.
 *
 * @param resource the tool (RFC 8707), exactly one
 * @param details the scope and what of it; unstated members are inherited from ceiling and scope
 */
public record CredentialRequest(String resource, NarrowingRequest details) {}
