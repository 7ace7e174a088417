package io.botledger.query.console.session;

/** A form that was not made for this session, or was sent by a page of another origin. */
public final class ForeignForm extends RuntimeException {
  ForeignForm() {
    super("The form was not made for this session.", null, false, false);
  }
}
