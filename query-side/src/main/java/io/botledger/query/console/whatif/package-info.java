/** What a command would have done. */
@NullMarked
package io.botledger.query.console.whatif;

import org.jspecify.annotations.NullMarked;
