/** Who did what, when and why. */
@NullMarked
package io.botledger.query.console.audit;

import org.jspecify.annotations.NullMarked;
