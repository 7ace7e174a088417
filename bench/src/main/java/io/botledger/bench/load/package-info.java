/** Clients that put load on a server and time its answers. */
@NullMarked
package io.botledger.bench.load;

import org.jspecify.annotations.NullMarked;
