/** The version as clients of the main API see it. */
@NullMarked
package io.botledger.platform.version;

import org.jspecify.annotations.NullMarked;
