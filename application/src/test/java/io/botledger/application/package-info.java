/** The application in this process, without its web server's port being known beforehand. */
@NullMarked
package io.botledger.application;

import org.jspecify.annotations.NullMarked;
