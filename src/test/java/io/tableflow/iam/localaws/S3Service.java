package io.tableflow.iam.localaws;

import io.tableflow.iam.localaws.RequestHandler.Answer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The buckets of S3, in its REST protocol, without objects: what is configured is kept as it was put. The owner may do everything, and
 * others what the bucket's policy lets them.
 */
final class S3Service {

    /** What S3 calls a configuration that is not there, by the sub-resource of the bucket. */
    private static final Map<String, String> MISSING = Map.of(
            "policy", "NoSuchBucketPolicy",
            "encryption", "ServerSideEncryptionConfigurationNotFoundError",
            "publicAccessBlock", "NoSuchPublicAccessBlockConfiguration",
            "object-lock", "ObjectLockConfigurationNotFoundError",
            "lifecycle", "NoSuchLifecycleConfiguration");

    private static final Map<String, String> NAMES = Map.of(
            "location", "BucketLocation",
            "policy", "BucketPolicy",
            "encryption", "BucketEncryption",
            "publicAccessBlock", "PublicAccessBlock",
            "object-lock", "ObjectLockConfiguration",
            "lifecycle", "BucketLifecycleConfiguration");

    private static final Map<String, String> VERBS = Map.of("GET", "Get", "PUT", "Put", "DELETE", "Delete");
    private static final Pattern CONSTRAINT = Pattern.compile("<LocationConstraint[^>]*>([^<]+)<");
    private static final Pattern HOST = Pattern.compile("(.+)\\.localhost(:\\d+)?");
    private static final String FIRST_REGION = "us-east-1";

    private S3Service() {}

    /** What a request asks for, as parameters: the operation by its name, the bucket, the sub-resource and the body. */
    static Map<String, String> parameters(String method, String host, String path, String query, String body) {
        Map<String, String> asked = QueryRequest.parseForm(query);
        String bucket = HOST.matcher(host)
                .results()
                .map((MatchResult found) -> found.group(1))
                .findFirst()
                .orElse(path.substring(1).replaceFirst("/.*", ""));
        Optional<String> subResource =
                NAMES.keySet().stream().filter(asked::containsKey).findFirst();
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put(
                "Action",
                subResource
                        .map(it -> VERBS.getOrDefault(method, method) + NAMES.get(it))
                        .orElseGet(() -> ofBucket(method)));
        parameters.put("Bucket", bucket);
        parameters.put("SubResource", subResource.orElse(""));
        parameters.put("Body", body);
        return parameters;
    }

    private static String ofBucket(String method) {
        return switch (method) {
            case "PUT" -> "CreateBucket";
            case "DELETE" -> "DeleteBucket";
            case "HEAD" -> "HeadBucket";
            default -> "ListObjectsV2";
        };
    }

    static Answer answer(QueryRequest request, Caller caller, EmulatorState state, String requestId) {
        String name = request.required("Bucket");
        if (request.action().equals("CreateBucket")) {
            state.add(new Bucket(name, caller.account(), constraint(request)));
            return new Answer(200, requestId, "", Map.of("Location", "/" + name));
        }
        Bucket bucket = state.bucket(name)
                .orElseThrow(() -> new AwsError(404, "NoSuchBucket", "The specified bucket does not exist"));
        if (!mayRead(request, caller, bucket, state)) {
            throw new AwsError(403, "AccessDenied", "Access Denied");
        }
        Map<String, String> headers = Map.of("x-amz-bucket-region", bucket.region());
        if (!request.region().equals(bucket.region())) {
            AwsError elsewhere = new AwsError(
                    301, "PermanentRedirect", "The bucket you are attempting to access must be addressed elsewhere.");
            return new Answer(301, requestId, failure(elsewhere, requestId), headers);
        }
        String subResource = request.optional("SubResource").orElse("");
        return switch (request.action().replaceFirst("^(Get|Put|Delete|Create|Head|List).*", "$1")) {
            case "Get" -> new Answer(200, requestId, read(bucket, subResource), headers);
            case "Put" -> {
                bucket.put(subResource, request.optional("Body").orElse(""));
                yield new Answer(200, requestId, "", headers);
            }
            case "Delete" -> {
                remove(state, bucket, subResource);
                yield new Answer(204, requestId, "", headers);
            }
            default -> new Answer(200, requestId, "", headers);
        };
    }

    private static String constraint(QueryRequest request) {
        String region = CONSTRAINT
                .matcher(request.optional("Body").orElse(""))
                .results()
                .map((MatchResult found) -> found.group(1))
                .findFirst()
                .orElse(FIRST_REGION);
        if (!region.equals(request.region())) {
            throw new AwsError(
                    400,
                    "IllegalLocationConstraintException",
                    "The " + region
                            + " location constraint is incompatible for the region specific endpoint this request"
                            + " was sent to.");
        }
        return region;
    }

    private static boolean mayRead(QueryRequest request, Caller caller, Bucket bucket, EmulatorState state) {
        if (request.optional("ExpectedBucketOwner")
                .filter(it -> !it.equals(bucket.account()))
                .isPresent()) {
            return false;
        }
        String policy = bucket.configuration("policy");
        return caller.account().equals(bucket.account())
                || (!policy.isEmpty()
                        && new TrustEvaluator(
                                        PolicyDocument.parse(policy),
                                        caller,
                                        RequestContext.of(request, caller, state.now()))
                                .allows("s3:" + request.action()));
    }

    private static String read(Bucket bucket, String subResource) {
        if (subResource.equals("location")) {
            return "<LocationConstraint xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">"
                    + (bucket.region().equals(FIRST_REGION) ? "" : bucket.region()) + "</LocationConstraint>";
        }
        String text = bucket.configuration(subResource);
        if (text.isEmpty()) {
            throw new AwsError(404, MISSING.getOrDefault(subResource, "NoSuchKey"), "It does not exist");
        }
        return text;
    }

    private static void remove(EmulatorState state, Bucket bucket, String subResource) {
        if (subResource.isEmpty()) {
            state.remove(bucket);
        } else {
            bucket.remove(subResource);
        }
    }

    static String failure(AwsError error, String requestId) {
        XmlAnswer answer = new XmlAnswer();
        return answer.element(
                        "Error",
                        () -> answer.text("Code", error.code())
                                .text("Message", error.message())
                                .text("RequestId", requestId))
                .xml();
    }
}
