/** The sample tools: orders and refunds, one jar started once per profile. */
@NullMarked
package dev.errand.sample.tools;

import org.jspecify.annotations.NullMarked;
