/** How events get into tables: in batches, without skipping, losing or repeating one. */
@NullMarked
package io.botledger.query.projection;

import org.jspecify.annotations.NullMarked;
