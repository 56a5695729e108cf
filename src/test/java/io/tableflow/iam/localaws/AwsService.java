package io.tableflow.iam.localaws;

/** The services behind the one port, each with its protocol version. */
enum AwsService {
    IAM("iam", "2010-05-08"),
    STS("sts", "2011-06-15"),
    CLOUDTRAIL("cloudtrail", "2013-11-01"),
    S3("s3", "2006-03-01"),
    KMS("kms", "2014-11-01"),
    GLUE("glue", "2017-03-31"),
    LAKE_FORMATION("lakeformation", "2017-03-31");

    private final String scope;
    private final String version;

    AwsService(String scope, String version) {
        this.scope = scope;
        this.version = version;
    }

    /** The service's name in a credential scope and before the colon of an action. */
    String scope() {
        return scope;
    }

    String version() {
        return version;
    }

    String namespace() {
        return "https://%s.amazonaws.com/doc/%s/".formatted(scope, version);
    }

    /** The service in the signature's scope; if it names neither, the one with the requested protocol version. */
    static AwsService of(String signedScope, String version) {
        for (AwsService service : values()) {
            if (service.scope.equals(signedScope)) {
                return service;
            }
        }
        return version.equals(STS.version) ? STS : IAM;
    }
}
