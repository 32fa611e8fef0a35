/** The scope editor. */
@NullMarked
package dev.errand.authz.console.editor;

import org.jspecify.annotations.NullMarked;
