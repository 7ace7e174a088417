/** The embedded server, started in this process. */
@NullMarked
package io.botledger.application.postgres;

import org.jspecify.annotations.NullMarked;
