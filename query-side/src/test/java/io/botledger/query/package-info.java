@NullMarked
package io.botledger.query;

import org.jspecify.annotations.NullMarked;
