/** Events that a projection could not apply: what operators see of them and do about them. */
@NullMarked
package io.botledger.query.deadletter;

import org.jspecify.annotations.NullMarked;
