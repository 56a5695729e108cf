package io.tableflow.iam.policy.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.policy.statement.Names;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ActionPatternTest {

    @ParameterizedTest
    @CsvSource({
        "s3:GetObject, true",
        "S3:getobject, true",
        "s3:Get*, true",
        "s3:?etObject, true",
        "s*:GetObject, true",
        "*, true",
        "s3:PutObject, false",
        "s3:GetObjectVersion, false",
        "'s3:GetObject ', false",
        "'s3:GetObject,s3:PutObject', false",
        "GetObject, false"
    })
    void matchesAsIamDoes(String pattern, boolean matches) {
        assertThat(ActionPattern.appliesTo(new Names(false, List.of(pattern)), "s3:GetObject"))
                .isEqualTo(matches);
        assertThat(ActionPattern.appliesTo(new Names(true, List.of(pattern)), "s3:GetObject"))
                .isEqualTo(!matches);
    }

    @ParameterizedTest
    @ValueSource(strings = {"S3:GetObject", "s*:GetObject", "*"})
    void knowsTheService(String pattern) {
        assertThat(ActionPattern.isOfService(pattern, "s3")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"*, true", "s3:*, true", "s3:**, true", "s3:*Object, false", "s3:Get*, false", "s3:, false"})
    void aWholeServiceIsAllOfItsActions(String pattern, boolean isWhole) {
        assertThat(ActionPattern.isWholeService(pattern)).isEqualTo(isWhole);
    }
}
