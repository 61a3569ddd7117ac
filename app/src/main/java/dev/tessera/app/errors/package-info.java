/** Every refusal and failure as an RFC 9457 problem document with its status, Jetty's own included. Uses refusal and the router. */
@NullMarked
package dev.tessera.app.errors;

import org.jspecify.annotations.NullMarked;
