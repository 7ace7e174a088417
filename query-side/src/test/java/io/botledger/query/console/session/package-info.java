@NullMarked
package io.botledger.query.console.session;

import org.jspecify.annotations.NullMarked;
