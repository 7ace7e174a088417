/** The projection {@code version-list} and what it answers: versions and chatbots. */
@NullMarked
package io.botledger.query.versionlist;

import org.jspecify.annotations.NullMarked;
