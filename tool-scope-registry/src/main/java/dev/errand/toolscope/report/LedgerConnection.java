package dev.errand.toolscope.report;

import org.springframework.web.client.RestClient;

/**
 * The tool's way to its issuer and the ledger there, which its own wiring makes: reports are sent, the registry is asked,
 * the revocation feed followed and credentials introspected with the tool's assertion and proof of key, which this library
 * knows nothing of.
 *
 * @param client authenticates each request as this tool; has timeouts well under a minute, follows no redirects
 */
public record LedgerConnection(RestClient client) {}
