/** Every refusal and failure as an RFC 9457 problem document, Jetty's own included. */
@NullMarked
package dev.tessera.app.errors;

import org.jspecify.annotations.NullMarked;
