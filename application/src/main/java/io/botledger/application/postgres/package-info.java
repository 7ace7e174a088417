/** Which PostgreSQL is used: an embedded one, kept alive here, or one's own. */
@NullMarked
package io.botledger.application.postgres;

import org.jspecify.annotations.NullMarked;
