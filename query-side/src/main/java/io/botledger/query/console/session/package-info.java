/** Signing in and out, and what protects the forms of those who are. */
@NullMarked
package io.botledger.query.console.session;

import org.jspecify.annotations.NullMarked;
