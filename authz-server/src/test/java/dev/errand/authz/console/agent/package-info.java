/** The pages about clients. */
@NullMarked
package dev.errand.authz.console.agent;

import org.jspecify.annotations.NullMarked;
