/** Who may do what: permissions on resources. */
@NullMarked
package io.botledger.platform.grant;

import org.jspecify.annotations.NullMarked;
