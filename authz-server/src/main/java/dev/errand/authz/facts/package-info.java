/** What is stored that decisions rest on, gathered for those who issue and for those who only ask. */
@NullMarked
package dev.errand.authz.facts;

import org.jspecify.annotations.NullMarked;
