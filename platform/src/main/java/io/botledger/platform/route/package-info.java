/** Which operation is at which method and path, and which side answers it. */
@NullMarked
package io.botledger.platform.route;

import org.jspecify.annotations.NullMarked;
