package io.botledger.query.audit;

import io.botledger.query.generation.Generation;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a person types to find entries, as PostgreSQL's text search has it. */
final class Words {
  private final JdbcClient database;

  Words(JdbcClient database) {
    this.database = database;
  }

  /**
   * The condition that an entry has all that is between the blanks, in any order and in whatever
   * case. What has punctuation within is a phrase, as what stands in quotes is: {@code v2.0.0} is
   * not {@code v2.1.0}. The last word may be the beginning of one.
   *
   * @return a {@code tsquery} as text; empty if there is no word, so that nothing is found
   */
  String query(Generation generation, String typed) {
    return database
        .sql(
            """
            select coalesce(string_agg(phrase, ' & ' order by place) || ':*', '')
            from (select place,
                    phraseto_tsquery('simple', %s.spaced(coalesce(part[1], part[2])))::text as phrase
                  from regexp_matches(?, '"([^"]*)"|(\\S+)', 'g') with ordinality as typed (part, place)
                 ) as phrases
            where phrase <> ''
            """
                .formatted(generation.schema()))
        .param(typed)
        .query(String.class)
        .single();
  }
}
