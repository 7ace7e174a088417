@NullMarked
package io.botledger.query.audit;

import org.jspecify.annotations.NullMarked;
