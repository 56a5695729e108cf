package io.tableflow.iam;

import static io.tableflow.iam.TableflowProperties.require;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the use of roles is collected and reviewed.
 *
 * @param enabled whether it is collected; it needs permissions of its own
 * @param interval the pause between two looks at CloudTrail
 * @param reportInterval the age at which IAM's report on services and actions is asked for anew
 * @param lookback how far the first look at CloudTrail goes back
 * @param retention how long calls of AssumeRole are kept
 * @param regions regions in which CloudTrail is looked at beside those of the environments and the one of the global endpoint of STS
 * @param reviewEvery when the next review is due unless the reviewer says so
 * @param reviewAtMost how far away the next review may be
 */
public record AccessReviewProperties(
        @DefaultValue("false") boolean enabled,
        @DefaultValue("15m") Duration interval,
        @DefaultValue("24h") Duration reportInterval,
        @DefaultValue("7d") Duration lookback,
        @DefaultValue("400d") Duration retention,
        @DefaultValue List<String> regions,
        @DefaultValue("90d") Duration reviewEvery,
        @DefaultValue("365d") Duration reviewAtMost) {

    private static final Pattern REGION = Pattern.compile("[a-z]{2,}(-[a-z]+)+-\\d+");
    private static final Duration CLOUDTRAIL_KEEPS = Duration.ofDays(90);

    public AccessReviewProperties {
        require(
                interval.compareTo(Duration.ofSeconds(1)) >= 0,
                "tableflow.access-review.interval must be one second or longer");
        require(
                reportInterval.compareTo(Duration.ofMinutes(1)) >= 0,
                "tableflow.access-review.report-interval must be one minute or longer");
        require(
                lookback.isPositive() && lookback.compareTo(CLOUDTRAIL_KEEPS) <= 0,
                "tableflow.access-review.lookback must be between 1s and 90d, which is how long CloudTrail keeps events");
        require(
                retention.compareTo(Duration.ofDays(1)) >= 0,
                "tableflow.access-review.retention must be one day or longer");
        for (int i = 0; i < regions.size(); i++) {
            require(
                    REGION.matcher(regions.get(i)).matches(),
                    "tableflow.access-review.regions[" + i + "] must be an AWS region such as eu-central-1");
        }
        regions = List.copyOf(regions);
        require(
                reviewEvery.compareTo(Duration.ofDays(1)) >= 0,
                "tableflow.access-review.review-every must be one day or longer");
        require(
                reviewAtMost.compareTo(reviewEvery) >= 0,
                "tableflow.access-review.review-at-most must be as long as tableflow.access-review.review-every, or longer");
    }
}
