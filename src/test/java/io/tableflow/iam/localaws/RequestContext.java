package io.tableflow.iam.localaws;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The condition keys of one AssumeRole, in lower case.
 *
 * @param values of the keys that the emulator knows; an empty list if the request has none
 */
record RequestContext(Map<String, List<String>> values) {

    private static final String REQUEST_TAG = "aws:requesttag/";

    static RequestContext of(QueryRequest request, Caller caller, Instant now) {
        Map<String, List<String>> values = new HashMap<>();
        values.put("sts:externalid", request.optional("ExternalId").stream().toList());
        values.put(
                "sts:rolesessionname",
                request.optional("RoleSessionName").stream().toList());
        values.put(
                "sts:sourceidentity",
                request.optional("SourceIdentity").stream().toList());
        values.put("aws:sourceip", List.of(request.sourceIp()));
        values.put("aws:currenttime", List.of(now.toString()));
        values.put("aws:epochtime", List.of(String.valueOf(now.getEpochSecond())));
        values.put("aws:principalarn", List.of(caller.principalArn()));
        values.put("aws:principalaccount", List.of(caller.account()));
        values.put("aws:principaltype", List.of(caller.principalType()));
        values.put("aws:userid", List.of(caller.userId()));
        values.put("aws:securetransport", List.of("false"));
        values.put("aws:multifactorauthpresent", List.of());
        values.put(
                "aws:tagkeys",
                request.tags().stream().map(QueryRequest.Tag::key).toList());
        request.tags()
                .forEach(tag -> values.put(REQUEST_TAG + tag.key().toLowerCase(Locale.ROOT), List.of(tag.value())));
        return new RequestContext(values);
    }

    /**
     * The values of a key; empty if the emulator does not know the key. {@code sts:TagSession} has the keys of tags, but no others of STS
     * (IAM User Guide, "Pass session tags in AWS STS").
     */
    Optional<List<String>> valuesOf(String key, String action) {
        String name = key.toLowerCase(Locale.ROOT);
        if (action.equals("sts:TagSession") && name.startsWith("sts:")) {
            return Optional.of(List.of());
        }
        return Optional.ofNullable(values.get(name))
                .or(() -> name.startsWith(REQUEST_TAG) ? Optional.of(List.of()) : Optional.empty());
    }
}
