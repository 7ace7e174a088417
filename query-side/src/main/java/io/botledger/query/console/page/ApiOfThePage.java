package io.botledger.query.console.page;

import io.botledger.query.console.api.Api;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Hands the {@link Api} of whoever is signed in to a page, or to a {@link SentForm}. */
public final class ApiOfThePage implements HandlerMethodArgumentResolver {

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == Api.class
        || parameter.getParameterType() == SentForm.class;
  }

  @Override
  public Object resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binders)
      throws MissingServletRequestParameterException {
    HttpServletRequest asked = request.getNativeRequest(HttpServletRequest.class);
    if (asked == null) {
      throw new IllegalStateException("This is no request of a browser.");
    }
    Api api =
        Frame.api(asked).orElseThrow(() -> new IllegalStateException("Nobody is signed in here."));
    return parameter.getParameterType() == Api.class ? api : new SentForm(asked, api);
  }
}
