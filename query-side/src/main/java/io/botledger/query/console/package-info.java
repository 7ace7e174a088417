/** The console: pages for people, a client of the public API and of nothing else. */
@NullMarked
package io.botledger.query.console;

import org.jspecify.annotations.NullMarked;
