/** The projection {@code audit-history} and what it answers: who did what, and why. */
@NullMarked
package io.botledger.query.audit;

import org.jspecify.annotations.NullMarked;
