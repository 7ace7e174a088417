/** Who may call: the one seam between credentials and endpoints. */
@NullMarked
package io.botledger.platform.access;

import org.jspecify.annotations.NullMarked;
