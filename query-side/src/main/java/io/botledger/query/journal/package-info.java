/** What was done to projections, by whom and why: rebuilds, verifications, dead letters. */
@NullMarked
package io.botledger.query.journal;

import org.jspecify.annotations.NullMarked;
