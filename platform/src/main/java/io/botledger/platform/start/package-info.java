/** Why a process does not start, said to people. */
@NullMarked
package io.botledger.platform.start;

import org.jspecify.annotations.NullMarked;
