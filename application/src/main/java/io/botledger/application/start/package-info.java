/** What is checked and said at the start, and how long the end may take. */
@NullMarked
package io.botledger.application.start;

import org.jspecify.annotations.NullMarked;
