/** The projection {@code deployed-version} and what it answers: what runs, and the ledger. */
@NullMarked
package io.botledger.query.deployed;

import org.jspecify.annotations.NullMarked;
