/** Who gets in. */
@NullMarked
package io.botledger.platform.access;

import org.jspecify.annotations.NullMarked;
