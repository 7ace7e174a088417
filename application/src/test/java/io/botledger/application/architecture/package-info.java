/** How the house is built, kept true. */
@NullMarked
package io.botledger.application.architecture;

import org.jspecify.annotations.NullMarked;
