/** Tests of what could be wrong silently. */
@NullMarked
package io.botledger.bench.report;

import org.jspecify.annotations.NullMarked;
