/** The versions as two of the projections keep them: one component, a schema each. */
@NullMarked
package io.botledger.query.version;

import org.jspecify.annotations.NullMarked;
