/** As of when a read answers: the present, or a moment of the past. */
@NullMarked
package io.botledger.query.asof;

import org.jspecify.annotations.NullMarked;
