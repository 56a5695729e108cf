package io.tableflow.iam.policy.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.policy.AwsAccount;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A diff shows what differs, and nothing else. */
class PolicyDiffTest {

    private static final PolicyDocument ONE_BUCKET = PolicyRenderer.s3("aws", "one", List.of());

    @Test
    void showsTheLinesThatDifferWithWhatIsAroundThem() {
        PolicyDocument before =
                PolicyRenderer.glue(new AwsAccount("aws", "123456789012"), List.of("eu-central-1"), List.of());
        PolicyDocument after =
                PolicyRenderer.glue(new AwsAccount("aws", "123456789012"), List.of("eu-west-1"), List.of());

        assertThat(PolicyDiff.between(before, after)).isEqualTo("""
                @@ -12,6 +12,6 @@
                       "glue:UpdateDatabase",
                       "glue:UpdateTable"
                     ],
                -    "Resource" : "arn:aws:glue:eu-central-1:123456789012:*"
                +    "Resource" : "arn:aws:glue:eu-west-1:123456789012:*"
                   }
                 }""");
    }

    @Test
    void whatMeansTheSameToIamDoesNotDiffer() {
        PolicyDocument live = new PolicyDocument("""
                {"Statement": {"Principal": {"AWS": ["*"]}, "Action": ["sts:AssumeRole"], "Effect": "Deny"},
                 "Version": "2012-10-17"}""");

        assertThat(PolicyDiff.between(live, PolicyRenderer.denyAll())).isEmpty();
    }

    @Test
    void anotherOrderMakesNoLineEvenWhereSomethingElseDiffers() {
        PolicyDocument reordered = new PolicyDocument(ONE_BUCKET
                .json()
                .replace(
                        "\"s3:GetBucketLocation\",\"s3:ListBucketMultipartUploads\"",
                        "\"s3:Get*\",\"s3:GetBucketLocation\""));

        assertThat(PolicyDiff.between(ONE_BUCKET, reordered).lines().filter(line -> line.matches("[+-].*")))
                .containsExactly(
                        "+        \"s3:Get*\",",
                        "-        \"s3:ListBucket\",",
                        "-        \"s3:ListBucketMultipartUploads\"",
                        "+        \"s3:ListBucket\"");
    }

    @Test
    void everyLineOfANewDocumentIsNew() {
        assertThat(PolicyDiff.between(null, ONE_BUCKET).lines().skip(1))
                .isNotEmpty()
                .allMatch(line -> line.startsWith("+"));
        assertThat(PolicyDiff.between(ONE_BUCKET, null).lines().skip(1))
                .isNotEmpty()
                .allMatch(line -> line.startsWith("-"));
    }

    @Test
    void showsWhatIsNoPolicyAsItIs() {
        assertThat(PolicyDiff.between(new PolicyDocument("not json"), ONE_BUCKET))
                .contains("-not json");
    }

    @Test
    void comparesPlainTexts() {
        assertThat(PolicyDiff.ofTexts("3600 s", "7200 s")).isEqualTo("@@ -1,1 +1,1 @@\n-3600 s\n+7200 s");
        assertThat(PolicyDiff.ofTexts("same", "same")).isEmpty();
    }
}
