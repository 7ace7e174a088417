/** How requests that write to projections are answered, also when they are sent again. */
@NullMarked
package io.botledger.query.answer;

import org.jspecify.annotations.NullMarked;
