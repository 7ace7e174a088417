/** A version: its content, what differs, and what can be done to it. */
@NullMarked
package io.botledger.query.console.version;

import org.jspecify.annotations.NullMarked;
