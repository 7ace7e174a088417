/** The pools of the projections and of the reads. */
@NullMarked
package io.botledger.query.database;

import org.jspecify.annotations.NullMarked;
