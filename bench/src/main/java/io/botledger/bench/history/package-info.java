/** Made-up histories. */
@NullMarked
package io.botledger.bench.history;

import org.jspecify.annotations.NullMarked;
