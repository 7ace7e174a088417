/** The one OpenAPI document of both surfaces, and Swagger UI to read and try it. */
@NullMarked
package io.botledger.application.openapi;

import org.jspecify.annotations.NullMarked;
