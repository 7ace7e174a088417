package io.botledger.platform.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.MergedTrackingToken;
import org.axonframework.eventhandling.ReplayToken;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SimpleSerializedObject;
import org.junit.jupiter.api.Test;

class TokenSerializerTest {

  private static final GapAwareTrackingToken TOKEN =
      GapAwareTrackingToken.newInstance(12, List.of(3L, 7L));

  private final TokenSerializer serializer = new TokenSerializer();

  private TrackingToken readBack(TrackingToken token) {
    SerializedObject<byte[]> written = serializer.serialize(token, byte[].class);
    return serializer.deserialize(written);
  }

  @Test
  void a_token_with_gaps_is_read_back() {
    assertThat(readBack(TOKEN)).isEqualTo(TOKEN);
  }

  @Test
  void a_replay_is_read_back_from_its_start_on() {
    TrackingToken started = ReplayToken.createReplayToken(TOKEN);
    TrackingToken further =
        ReplayToken.createReplayToken(TOKEN, GapAwareTrackingToken.newInstance(5, List.of(3L)));
    TrackingToken explained = ReplayToken.createReplayToken(TOKEN, null, "a reason");
    assertThat(readBack(started)).isEqualTo(started);
    assertThat(readBack(further)).isEqualTo(further);
    assertThat(readBack(explained)).isEqualTo(explained);
  }

  @Test
  void merged_segments_are_read_back() {
    TrackingToken merged =
        MergedTrackingToken.merged(TOKEN, GapAwareTrackingToken.newInstance(5, List.of()));
    assertThat(readBack(merged)).isEqualTo(merged);
  }

  @Test
  void no_other_class_is_read() {
    assertThatThrownBy(
            () ->
                serializer.deserialize(
                    new SimpleSerializedObject<>("{}", String.class, "java.util.HashMap", null)))
        .isInstanceOf(SerializationException.class);
    String wrapped =
        """
        {"tokenAtReset":{"@class":"java.util.concurrent.atomic.AtomicLong"},"currentToken":null}""";
    assertThatThrownBy(
            () ->
                serializer.deserialize(
                    new SimpleSerializedObject<>(
                        wrapped, String.class, ReplayToken.class.getName(), null)))
        .isInstanceOf(SerializationException.class);
  }
}
