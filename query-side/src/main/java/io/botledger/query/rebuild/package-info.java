/** Builds generations beside the live ones: to take their place, or to compare them. */
@NullMarked
package io.botledger.query.rebuild;

import org.jspecify.annotations.NullMarked;
