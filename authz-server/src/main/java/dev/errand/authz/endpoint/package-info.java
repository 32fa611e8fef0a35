/** What every OAuth endpoint shares on the wire: the form that comes in and the error that goes out. */
@NullMarked
package dev.errand.authz.endpoint;

import org.jspecify.annotations.NullMarked;
