@NullMarked
package io.botledger.platform.route;

import org.jspecify.annotations.NullMarked;
