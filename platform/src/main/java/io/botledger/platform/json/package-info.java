/** JSON without loss, and what turns one value into another, as RFC 6902. */
@NullMarked
package io.botledger.platform.json;

import org.jspecify.annotations.NullMarked;
