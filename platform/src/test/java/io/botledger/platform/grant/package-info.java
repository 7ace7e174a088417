@NullMarked
package io.botledger.platform.grant;

import org.jspecify.annotations.NullMarked;
