/** What the tests of all modules share. */
@NullMarked
package io.botledger.platform;

import org.jspecify.annotations.NullMarked;
