/** What was known last, for the time while PostgreSQL cannot be reached. */
@NullMarked
package io.botledger.platform.lastknown;

import org.jspecify.annotations.NullMarked;
