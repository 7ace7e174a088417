@NullMarked
package io.botledger.query.projection;

import org.jspecify.annotations.NullMarked;
