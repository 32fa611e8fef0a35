/** Agents and administrative clients over HTTP. */
@NullMarked
package dev.errand.authz.admin.agent;

import org.jspecify.annotations.NullMarked;
