/** The console: by its pages, and in a browser. */
@NullMarked
package io.botledger.application.console;

import org.jspecify.annotations.NullMarked;
