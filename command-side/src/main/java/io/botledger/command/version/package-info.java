/** The aggregate: a version with its stream of events. */
@NullMarked
package io.botledger.command.version;

import org.jspecify.annotations.NullMarked;
