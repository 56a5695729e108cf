package io.tableflow.iam.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OwnershipTagsTest {

    private static final OwnershipTags OURS = new OwnershipTags("dev", UUID.randomUUID());

    @Test
    void ourTagIsOursInAnyLetterCase() {
        assertThat(OURS.owns(Map.of(
                        "Tableflow-IAM:Environment-Id", OURS.environmentId().toString())))
                .isTrue();
    }

    @Test
    void aKeyThatOnlyLooksLikeOursSaysNothingAboutTheOwner() {
        Map<String, String> lookAlike =
                Map.of("tableflow-\u0131am:environment-id", UUID.randomUUID().toString());

        assertThat(OURS.otherOwner(lookAlike)).isEmpty();
        assertThat(OwnershipTags.environmentIdOf(lookAlike)).isEmpty();
        assertThat(OURS.owns(OURS.tagsWith(lookAlike))).isTrue();
    }
}
