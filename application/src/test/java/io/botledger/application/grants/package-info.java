/** Nobody sees or changes what is not theirs. */
@NullMarked
package io.botledger.application.grants;

import org.jspecify.annotations.NullMarked;
