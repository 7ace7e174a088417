/** Tests of what could be wrong silently. */
@NullMarked
package io.botledger.bench.load;

import org.jspecify.annotations.NullMarked;
