/** What pages are told while they are open. */
@NullMarked
package io.botledger.query.console.live;

import org.jspecify.annotations.NullMarked;
