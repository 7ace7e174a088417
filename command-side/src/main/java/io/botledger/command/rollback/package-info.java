/** Go back: to a version, or to what ran before. */
@NullMarked
package io.botledger.command.rollback;

import org.jspecify.annotations.NullMarked;
