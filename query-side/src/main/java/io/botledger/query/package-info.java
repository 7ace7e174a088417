/** Events become read models, and read models answer. */
@NullMarked
package io.botledger.query;

import org.jspecify.annotations.NullMarked;
