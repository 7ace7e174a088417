/** How much one credential may ask for. */
@NullMarked
package io.botledger.platform.limit;

import org.jspecify.annotations.NullMarked;
