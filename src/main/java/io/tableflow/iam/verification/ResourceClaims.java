package io.tableflow.iam.verification;

import io.tableflow.iam.aws.resource.ResourceEvidence;
import io.tableflow.iam.environment.spec.EnvironmentSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** What is claimed of the environment's bucket, keys and catalogs, and how each claim is checked. */
final class ResourceClaims {

    private ResourceClaims() {}

    /** All of them, in an order that does not change. */
    static Map<VerificationClaim, Supplier<CheckOutcome>> of(
            EnvironmentSpec spec,
            ParallelReads reads,
            PendingRead<ResourceEvidence> resources,
            RoleEvidence role,
            ResourcePolicyJudge judge) {
        Map<VerificationClaim, Supplier<CheckOutcome>> claims = new LinkedHashMap<>();
        BucketEvidence evidence =
                new BucketEvidence(reads, resources, spec.regions().getFirst(), spec.bucket());
        ofBucket(claims, new BucketChecks(spec, evidence, judge));
        ofKeys(claims, new KeyChecks(spec.kmsKeyArns(), reads, resources, judge));
        ofCatalogs(claims, new CatalogChecks(spec, reads, resources, role, judge));
        return claims;
    }

    private static void ofKeys(Map<VerificationClaim, Supplier<CheckOutcome>> claims, KeyChecks keys) {
        claims.put(
                high(
                        "kms-keys-enabled",
                        "Enable the key, or cancel its deletion, or PUT the spec with another among kmsKeyArns."),
                keys::areEnabled);
        claims.put(
                high(
                        "kms-key-policies-let-role-work",
                        "Have the owner of the key name the role in the key's policy, or let the account's IAM policies count"
                                + " there; see what-active-means.md."),
                keys::policiesLetRoleWork);
    }

    private static void ofCatalogs(Map<VerificationClaim, Supplier<CheckOutcome>> claims, CatalogChecks catalogs) {
        claims.put(
                high(
                        "glue-policy-lets-role-work",
                        "Have the owner of the Glue catalog's resource policy except the role from that statement."),
                catalogs::policiesLetRoleWork);
        claims.put(
                high(
                        "lake-formation-lets-role-create",
                        "aws lakeformation grant-permissions: to the role, CREATE_DATABASE on the catalog, or CREATE_TABLE on"
                                + " each database of glueDatabases; see what-active-means.md."),
                catalogs::roleMayCreate);
        claims.put(
                high(
                        "lake-formation-lets-role-use-bucket",
                        "aws lakeformation grant-permissions: to the role, DATA_LOCATION_ACCESS on that location; see"
                                + " what-active-means.md."),
                catalogs::roleMayUseBucket);
    }

    private static void ofBucket(Map<VerificationClaim, Supplier<CheckOutcome>> claims, BucketChecks bucket) {
        claims.put(
                high(
                        "bucket-exists",
                        "Create the bucket in the environment's account and region, or PUT the spec with the bucket's name."),
                bucket::exists);
        claims.put(
                high(
                        BucketClaim.OWNED_BY_ACCOUNT.check(),
                        "PUT the spec with a bucket of the environment's account; one of another account needs a policy there"
                                + " that lets the role in, which this service does not read."),
                bucket::isOwnedByAccount);
        claims.put(
                high(
                        "bucket-in-region-of-environment",
                        "Tableflow needs the bucket in the region of its cluster: PUT the spec with a bucket there, or with"
                                + " the regions that are meant."),
                bucket::isInRegion);
        claims.put(
                high(
                        "bucket-policy-lets-role-work",
                        "Have the owner of the bucket's policy except the role from that statement, by aws:PrincipalArn; see"
                                + " what-active-means.md."),
                bucket::policyLetsRoleWork);
        claims.put(
                high(
                        BucketClaim.ENCRYPTION_KEY_IN_SPEC.check(),
                        "PUT the spec with that key among kmsKeyArns, or give the bucket one of them as its default."),
                bucket::defaultKeyIsKnown);
        claims.put(
                medium(
                        BucketClaim.BLOCKS_PUBLIC_ACCESS.check(),
                        "aws s3api put-public-access-block with all four settings on."),
                bucket::publicAccessIsBlocked);
        claims.put(
                medium(
                        "bucket-locks-no-objects",
                        "Take the default retention off the bucket's Object Lock, or use another bucket."),
                bucket::locksNothing);
        claims.put(
                medium(
                        "bucket-lifecycle-keeps-objects",
                        "Disable that rule: Tableflow itself deletes what its tables no longer need."),
                bucket::keepsObjects);
        claims.put(
                medium(
                        BucketClaim.REQUIRES_TLS.check(),
                        "Add to the bucket's policy a statement that denies s3:* to everybody where aws:SecureTransport is"
                                + " false."),
                bucket::requiresTls);
    }

    private static VerificationClaim high(String name, String remedy) {
        return VerificationClaim.ofResource(name, CheckSeverity.HIGH, remedy);
    }

    private static VerificationClaim medium(String name, String remedy) {
        return VerificationClaim.ofResource(name, CheckSeverity.MEDIUM, remedy);
    }
}
