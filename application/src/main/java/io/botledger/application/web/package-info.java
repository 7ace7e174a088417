/** The web server itself, below all endpoints. */
@NullMarked
package io.botledger.application.web;

import org.jspecify.annotations.NullMarked;
