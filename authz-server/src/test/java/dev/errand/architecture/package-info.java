/** What the build refuses about the shape of the code: arrows, bans, sizes; each with a fixture that proves the rule fires. */
@NullMarked
package dev.errand.architecture;

import org.jspecify.annotations.NullMarked;
