@NullMarked
package io.botledger.platform.token;

import org.jspecify.annotations.NullMarked;
