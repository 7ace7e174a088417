@NullMarked
package io.botledger.query.segment;

import org.jspecify.annotations.NullMarked;
