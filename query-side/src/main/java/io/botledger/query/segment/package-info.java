/** Which process works on which segment of the projections. */
@NullMarked
package io.botledger.query.segment;

import org.jspecify.annotations.NullMarked;
