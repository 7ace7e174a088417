/** How far the projections are, and whether they have handled everything. */
@NullMarked
package io.botledger.query.standing;

import org.jspecify.annotations.NullMarked;
