/** A process that is started while PostgreSQL cannot be reached. */
@NullMarked
package io.botledger.application.standby;

import org.jspecify.annotations.NullMarked;
