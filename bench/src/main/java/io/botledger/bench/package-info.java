/** Measurements, run by hand. */
@NullMarked
package io.botledger.bench;

import org.jspecify.annotations.NullMarked;
