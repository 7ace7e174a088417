/** What both sides need and neither owns. */
@NullMarked
package io.botledger.platform;

import org.jspecify.annotations.NullMarked;
