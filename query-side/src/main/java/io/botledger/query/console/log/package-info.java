/** Step by step through the events. */
@NullMarked
package io.botledger.query.console.log;

import org.jspecify.annotations.NullMarked;
