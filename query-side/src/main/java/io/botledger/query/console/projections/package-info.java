/** The projections: how far they are, and what is done to them. */
@NullMarked
package io.botledger.query.console.projections;

import org.jspecify.annotations.NullMarked;
