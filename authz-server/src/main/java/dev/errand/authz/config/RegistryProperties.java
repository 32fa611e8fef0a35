package dev.errand.authz.config;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import dev.errand.toolscope.registry.Approval;

/**
 * The registry of tools and scopes.
 *
 * @param approval {@code by-another} for four eyes: what one administrator registers, or the set-up file, is a draft
 *        until another one activates it; by default nobody else is needed
 */
@ConfigurationProperties("errand.registry")
record RegistryProperties(@DefaultValue("not-needed") Approval approval) {}
