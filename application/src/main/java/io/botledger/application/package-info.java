/** The one executable. */
@NullMarked
package io.botledger.application;

import org.jspecify.annotations.NullMarked;
