/** Where the admin key comes from. */
@NullMarked
package io.botledger.application.access;

import org.jspecify.annotations.NullMarked;
