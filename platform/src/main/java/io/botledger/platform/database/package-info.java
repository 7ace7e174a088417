/** Which PostgreSQL is used, and the pools on it. */
@NullMarked
package io.botledger.platform.database;

import org.jspecify.annotations.NullMarked;
