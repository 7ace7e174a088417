/** Long answers of the API on their way to browsers. */
@NullMarked
package io.botledger.query.console.relay;

import org.jspecify.annotations.NullMarked;
