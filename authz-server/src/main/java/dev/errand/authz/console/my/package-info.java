/** What every user sees of what acts in their name, and how they stop it. */
@NullMarked
package dev.errand.authz.console.my;

import org.jspecify.annotations.NullMarked;
