package io.botledger.platform.route;

import io.botledger.events.Environment;
import io.botledger.platform.grant.Grants;
import io.botledger.platform.grant.Permission;
import io.botledger.platform.grant.Resource;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an operation's permission must be there for, by the names in its path. */
public enum Scope {
  /** The chatbot as a whole. */
  CHATBOT {
    @Override
    public Resource resource(Map<String, String> names) {
      return new Resource(chatbotIn(names), null);
    }
  },

  /** One environment of it. */
  ENVIRONMENT {
    @Override
    public Resource resource(Map<String, String> names) {
      return new Resource(chatbotIn(names), environmentIn(names));
    }
  },

  /** The environment that the body names: seen to once it is read, before anything is looked up. */
  ENVIRONMENT_IN_BODY {
    @Override
    public Resource resource(Map<String, String> names) {
      return new Resource(chatbotIn(names), null);
    }

    @Override
    boolean isWithin(Grants grants, Permission permission, Map<String, String> names) {
      return grants.allowSomewhere(permission, chatbotIn(names));
    }
  },

  /** Some environments of it: the answer shows those of the caller's grants and no others. */
  ENVIRONMENTS_WITHIN_GRANTS {
    @Override
    public Resource resource(Map<String, String> names) {
      return new Resource(chatbotIn(names), null);
    }

    @Override
    boolean isWithin(Grants grants, Permission permission, Map<String, String> names) {
      return grants.allowSomewhere(permission, chatbotIn(names));
    }
  },

  /** All chatbots. */
  EVERYTHING {
    @Override
    public Resource resource(Map<String, String> names) {
      return Resource.EVERYTHING;
    }
  },

  /** Any chatbots: the answer shows those of the caller's grants and no others. */
  WITHIN_GRANTS {
    @Override
    public Resource resource(Map<String, String> names) {
      return Resource.EVERYTHING;
    }

    @Override
    boolean isWithin(Grants grants, Permission permission, Map<String, String> names) {
      return grants.allowOnAny(permission);
    }
  };

  /** What is named where the permission lacks. */
  public abstract Resource resource(Map<String, String> names);

  boolean isWithin(Grants grants, Permission permission, Map<String, String> names) {
    return grants.allow(permission, resource(names));
  }

  private static String chatbotIn(Map<String, String> names) {
    String chatbot = names.get(names.containsKey("chatbotId") ? "chatbotId" : "assistant_id");
    if (chatbot == null) {
      throw new IllegalStateException("The path names no chatbot: " + names);
    }
    return chatbot;
  }

  /** AI Hub knows one environment. Of a name that is none, nothing is granted but the whole. */
  private static @Nullable Environment environmentIn(Map<String, String> names) {
    String given =
        names.containsKey("assistant_id") ? Environment.PROD.text() : names.get("environment");
    return Arrays.stream(Environment.values())
        .filter(environment -> environment.text().equals(given))
        .findFirst()
        .orElse(null);
  }
}
