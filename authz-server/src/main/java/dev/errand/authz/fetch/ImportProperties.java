package dev.errand.authz.fetch;

import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an import of a tool's metadata may reach.
 *
 * @param importHosts hosts whose metadata may be imported over plain HTTP too and from addresses that are not public,
 *        such as {@code localhost} while developing; of all others only over https and from public addresses
 */
@ConfigurationProperties("errand.registry")
record ImportProperties(@DefaultValue List<String> importHosts) {}
