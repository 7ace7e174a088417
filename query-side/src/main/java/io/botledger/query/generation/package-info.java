/** A generation of a projection: a schema plus a processor's name with a number. */
@NullMarked
package io.botledger.query.generation;

import org.jspecify.annotations.NullMarked;
