/** Owns a person's browser without a screen: cookies, redirects, forms. */
@NullMarked
package dev.errand.sample.agent.browser;

import org.jspecify.annotations.NullMarked;
