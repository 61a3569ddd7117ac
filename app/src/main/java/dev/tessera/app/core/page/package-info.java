/** Where in a list a reader is, and how a page is made of the runs of an index; cursors say it as text. */
@NullMarked
package dev.tessera.app.core.page;

import org.jspecify.annotations.NullMarked;
