package dev.errand.authz.console.my;

import org.jspecify.annotations.Nullable;

import dev.errand.authz.console.Moment;

/**
 * A call that a tool reported, as the user reads it whose authority it was made with.
 *
 * @param at when it was made
 * @param tool what the tool is called
 * @param what what the call was for, in the registry's words
 * @param target what it was about, if it was about one thing
 * @param outcome what became of it, as a word
 */
record CallLine(Moment at, String tool, String what, @Nullable String target, String outcome) {}
