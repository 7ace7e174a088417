/** The gateway as it is shipped: a real nginx in front of processes that do as they are told. */
@NullMarked
package io.botledger.application.gateway;

import org.jspecify.annotations.NullMarked;
