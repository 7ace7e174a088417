@NullMarked
package io.botledger.platform.json;

import org.jspecify.annotations.NullMarked;
