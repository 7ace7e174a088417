@NullMarked
package io.botledger.query.diff;

import org.jspecify.annotations.NullMarked;
