/** What is shipped beside the executable, held against the build. */
@NullMarked
package io.botledger.application.shipped;

import org.jspecify.annotations.NullMarked;
