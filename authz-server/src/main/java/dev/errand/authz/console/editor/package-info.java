/**
 * The scope editor: a scope as rows of a form, which carries the whole draft, and back. What is right or wrong about it
 * the registry says.
 */
@NullMarked
package dev.errand.authz.console.editor;

import org.jspecify.annotations.NullMarked;
