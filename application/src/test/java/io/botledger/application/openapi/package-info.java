@NullMarked
package io.botledger.application.openapi;

import org.jspecify.annotations.NullMarked;
