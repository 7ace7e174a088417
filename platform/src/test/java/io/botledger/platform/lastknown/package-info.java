@NullMarked
package io.botledger.platform.lastknown;

import org.jspecify.annotations.NullMarked;
