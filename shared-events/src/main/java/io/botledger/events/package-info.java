/**
 * The events of versions and of API keys, and their value types: the only thing both sides must
 * agree on.
 *
 * <p>An event does not carry the id of its version or key: that is the id of the stream it stands
 * in.
 */
@NullMarked
package io.botledger.events;

import org.jspecify.annotations.NullMarked;
