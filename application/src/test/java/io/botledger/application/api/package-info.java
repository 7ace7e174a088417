/** The API as clients see it, asked of a running process. */
@NullMarked
package io.botledger.application.api;

import org.jspecify.annotations.NullMarked;
