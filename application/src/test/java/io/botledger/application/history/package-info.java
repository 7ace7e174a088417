/** Long random histories, and what must be true of them at any moment. */
@NullMarked
package io.botledger.application.history;

import org.jspecify.annotations.NullMarked;
