/**
 * The public API, as the console asks it: over HTTP, with the credential of whoever is signed in.
 */
@NullMarked
package io.botledger.query.console.api;

import org.jspecify.annotations.NullMarked;
