/** The API's description against the API: its routes, and what they answer in every test that asks. */
@NullMarked
package dev.errand.authz.openapi;

import org.jspecify.annotations.NullMarked;
