/** Reads after writes: who has handled what, who waits for it, who is woken. */
@NullMarked
package io.botledger.platform.progress;

import org.jspecify.annotations.NullMarked;
