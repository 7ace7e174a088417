@NullMarked
package io.botledger.query.standing;

import org.jspecify.annotations.NullMarked;
