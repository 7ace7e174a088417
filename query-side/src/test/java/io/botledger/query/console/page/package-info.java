@NullMarked
package io.botledger.query.console.page;

import org.jspecify.annotations.NullMarked;
