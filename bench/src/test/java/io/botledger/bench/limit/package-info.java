/** Tests of what could be wrong silently. */
@NullMarked
package io.botledger.bench.limit;

import org.jspecify.annotations.NullMarked;
