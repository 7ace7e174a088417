/** The files for containers, read against what the build really makes and knows. */
@NullMarked
package io.botledger.application.containers;

import org.jspecify.annotations.NullMarked;
