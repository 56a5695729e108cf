package io.tableflow.iam.localaws;

import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The tags of one resource. IAM keeps the case of their keys, but compares keys without regard to case. */
final class Tags {

    private static final Pattern GRAMMAR = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*");

    private final NavigableMap<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    /** The tags of a request, refused as IAM and STS do if one breaks a rule. */
    static List<QueryRequest.Tag> of(QueryRequest request) {
        List<QueryRequest.Tag> tags = request.tags();
        if (tags.size() > ParameterLimits.TAGS) {
            throw ParameterLimits.violation(
                    "'[]'", "tags", "Member must have length less than or equal to " + ParameterLimits.TAGS);
        }
        tags.forEach(Tags::check);
        Tags distinct = new Tags();
        tags.forEach(tag -> distinct.values.put(tag.key(), tag.value()));
        if (distinct.values.size() < tags.size()) {
            throw AwsError.invalidInput("Duplicate tag keys found. Please note that Tag keys are case insensitive.");
        }
        return tags;
    }

    private static void check(QueryRequest.Tag tag) {
        ParameterLimits.text("Tags.1.member.key", tag.key(), GRAMMAR, 1, 128);
        ParameterLimits.text("Tags.1.member.value", tag.value(), GRAMMAR, 0, 256);
        if (tag.key().regionMatches(true, 0, "aws:", 0, "aws:".length())) {
            throw AwsError.invalidInput("Tag keys beginning with 'aws:' are reserved for system use.");
        }
    }

    void put(Collection<QueryRequest.Tag> tags) {
        long added = tags.stream().filter(tag -> !values.containsKey(tag.key())).count();
        if (values.size() + added > ParameterLimits.TAGS) {
            throw AwsError.limitExceeded("The number of tags has reached the maximum limit.");
        }
        tags.forEach(tag -> {
            values.remove(tag.key());
            values.put(tag.key(), tag.value());
        });
    }

    void remove(Collection<String> keys) {
        keys.forEach(values::remove);
    }

    List<QueryRequest.Tag> all() {
        return values.entrySet().stream()
                .map(entry -> new QueryRequest.Tag(entry.getKey(), entry.getValue()))
                .toList();
    }
}
