/** Measurements against the limit of the machine; run by hand. See bench/README.md. */
@NullMarked
package io.botledger.bench;

import org.jspecify.annotations.NullMarked;
