/** API keys. */
@NullMarked
package io.botledger.query.console.keys;

import org.jspecify.annotations.NullMarked;
