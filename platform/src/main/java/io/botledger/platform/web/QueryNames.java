package io.botledger.platform.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The query parameters that an endpoint knows; without it, none. Any other, and one given twice, is
 * a 400: a misspelt filter must not silently answer something else.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface QueryNames {
  String[] value();
}
