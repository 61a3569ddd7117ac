/** MySQL from the packages of the distribution, unpacked without installing it. Uses server and process. */
@NullMarked
package dev.tessera.testbed.apt;

import org.jspecify.annotations.NullMarked;
