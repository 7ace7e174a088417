@NullMarked
package io.botledger.platform.apikey;

import org.jspecify.annotations.NullMarked;
