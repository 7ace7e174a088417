/** What turns one content into another, as RFC 6902. */
@NullMarked
package io.botledger.query.diff;

import org.jspecify.annotations.NullMarked;
