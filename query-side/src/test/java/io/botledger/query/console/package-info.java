@NullMarked
package io.botledger.query.console;

import org.jspecify.annotations.NullMarked;
