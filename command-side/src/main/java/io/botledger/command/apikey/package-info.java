/** Create, list and revoke API keys. */
@NullMarked
package io.botledger.command.apikey;

import org.jspecify.annotations.NullMarked;
