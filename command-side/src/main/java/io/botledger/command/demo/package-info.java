/** A history that is made up, for a first look at an empty log. */
@NullMarked
package io.botledger.command.demo;

import org.jspecify.annotations.NullMarked;
