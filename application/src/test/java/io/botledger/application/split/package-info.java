/**
 * The split shape as it is shipped: processes of both roles behind a gateway, on one PostgreSQL.
 */
@NullMarked
package io.botledger.application.split;

import org.jspecify.annotations.NullMarked;
