/** What every answer must say or must not say, whatever was asked. */
@NullMarked
package io.botledger.application.hygiene;

import org.jspecify.annotations.NullMarked;
