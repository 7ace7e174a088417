@NullMarked
package io.botledger.query.rebuild;

import org.jspecify.annotations.NullMarked;
