@NullMarked
package io.botledger.query.console.api;

import org.jspecify.annotations.NullMarked;
