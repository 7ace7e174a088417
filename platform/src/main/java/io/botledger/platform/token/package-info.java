/** Tokens of an identity provider as credentials: JWTs, by the decoder of Spring Security. */
@NullMarked
package io.botledger.platform.token;

import org.jspecify.annotations.NullMarked;
