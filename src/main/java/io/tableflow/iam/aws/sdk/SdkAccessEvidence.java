package io.tableflow.iam.aws.sdk;

import io.tableflow.iam.aws.AccessEvidence;
import io.tableflow.iam.aws.AssumeRolePage;
import io.tableflow.iam.aws.AwsException;
import io.tableflow.iam.aws.ServiceUse;
import io.tableflow.iam.policy.AwsAccount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudtrail.model.LookupAttribute;
import software.amazon.awssdk.services.cloudtrail.model.LookupAttributeKey;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessAdvisorUsageGranularityType;
import software.amazon.awssdk.services.iam.model.GetServiceLastAccessedDetailsResponse;
import software.amazon.awssdk.services.iam.model.JobStatusType;

/** The use of roles by IAM's and CloudTrail's clients of the SDK. */
final class SdkAccessEvidence implements AccessEvidence {

    private static final int LARGEST_PAGE = 50;
    private static final int LARGEST_REPORT_PAGE = 1000;

    private static final LookupAttribute ASSUME_ROLE = LookupAttribute.builder()
            .attributeKey(LookupAttributeKey.EVENT_NAME)
            .attributeValue("AssumeRole")
            .build();

    private final AwsAccount account;
    private final IamClient iam;
    private final Function<String, CloudTrailClient> trails;
    private final AwsCallExecutor calls;
    private final Runnable closed;

    /**
     * @param trails CloudTrail of a region
     * @param closed gives back what only this needs
     */
    SdkAccessEvidence(
            AwsAccount account,
            IamClient iam,
            Function<String, CloudTrailClient> trails,
            AwsCallExecutor calls,
            Runnable closed) {
        this.account = account;
        this.iam = iam;
        this.trails = trails;
        this.calls = calls;
        this.closed = closed;
    }

    @Override
    public AwsAccount account() {
        return account;
    }

    @Override
    public String startReport(String roleArn) {
        return calls.read(
                "GenerateServiceLastAccessedDetails",
                () -> IamResponseMapper.required(
                        iam.generateServiceLastAccessedDetails(request -> request.arn(roleArn)
                                        .granularity(AccessAdvisorUsageGranularityType.ACTION_LEVEL))
                                .jobId(),
                        "JobId"));
    }

    @Override
    public Optional<List<ServiceUse>> report(String job) {
        List<ServiceUse> all = new ArrayList<>();
        String marker = null;
        do {
            String after = marker;
            GetServiceLastAccessedDetailsResponse page = calls.read(
                    "GetServiceLastAccessedDetails",
                    () -> iam.getServiceLastAccessedDetails(request ->
                            request.jobId(job).maxItems(LARGEST_REPORT_PAGE).marker(after)));
            if (page.jobStatus() == JobStatusType.FAILED) {
                throw failed(page);
            }
            if (page.jobStatus() != JobStatusType.COMPLETED) {
                return Optional.empty();
            }
            page.servicesLastAccessed().forEach(service -> all.add(use(service)));
            marker = Boolean.TRUE.equals(page.isTruncated()) ? page.marker() : null;
        } while (marker != null);
        return Optional.of(List.copyOf(all));
    }

    private static AwsException failed(GetServiceLastAccessedDetailsResponse page) {
        String why = page.error() == null
                ? ""
                : ": " + page.error().code() + ": " + page.error().message();
        return new AwsException(
                AwsException.Kind.REFUSED,
                "GetServiceLastAccessedDetails",
                page.error() == null ? null : page.error().code(),
                null,
                "GetServiceLastAccessedDetails failed: AWS could not make the report" + why,
                null);
    }

    private static ServiceUse use(software.amazon.awssdk.services.iam.model.ServiceLastAccessed service) {
        return new ServiceUse(
                Objects.requireNonNullElse(service.serviceNamespace(), ""),
                service.lastAuthenticated(),
                service.lastAuthenticatedRegion(),
                service.trackedActionsLastAccessed().stream()
                        .map(it -> new ServiceUse.ActionUse(
                                Objects.requireNonNullElse(it.actionName(), ""),
                                it.lastAccessedTime(),
                                it.lastAccessedRegion()))
                        .toList());
    }

    @Override
    public AssumeRolePage assumeRoleEvents(String region, Instant from, Instant to, @Nullable String after) {
        return calls.read(
                "LookupEvents",
                () -> CloudTrailMapper.page(trails.apply(region)
                        .lookupEvents(request -> request.lookupAttributes(ASSUME_ROLE)
                                .startTime(from)
                                .endTime(to)
                                .maxResults(LARGEST_PAGE)
                                .nextToken(after))));
    }

    @Override
    public void close() {
        closed.run();
    }
}
