/** The data directory: who may use it, and the secrets in it. */
@NullMarked
package io.botledger.application.data;

import org.jspecify.annotations.NullMarked;
