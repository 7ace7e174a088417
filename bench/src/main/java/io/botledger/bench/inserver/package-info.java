/**
 * Routes that are put into a Botledger process, to measure what its server can do without
 * Botledger.
 */
@NullMarked
package io.botledger.bench.inserver;

import org.jspecify.annotations.NullMarked;
