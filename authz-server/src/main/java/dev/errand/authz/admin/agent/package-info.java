/** Agents and administrative clients: what those who administer do with registrations, and the API's routes for it. */
@NullMarked
package dev.errand.authz.admin.agent;

import org.jspecify.annotations.NullMarked;
