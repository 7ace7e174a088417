/** How requests that write are answered, also when they are sent again. */
@NullMarked
package io.botledger.platform.answer;

import org.jspecify.annotations.NullMarked;
