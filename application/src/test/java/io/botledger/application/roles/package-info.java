/** The roles of the one executable. */
@NullMarked
package io.botledger.application.roles;

import org.jspecify.annotations.NullMarked;
