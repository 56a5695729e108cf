#!/bin/sh
# Brings the service's database to what an AWS account holds, after the database was lost or an older one was restored.
# src/docs/operating.md says when and how. Needs curl, jq and the AWS CLI with credentials that may read and untag IAM in the account.
#
#   rebuild.sh list > found         what differs, one JSON a line; changes nothing
#   rebuild.sh apply < found        does what the lines say, after you have read and corrected them
#
#   API      where the service is, for example https://tableflow-iam.example
#   TOKEN    a token with environments:read and environments:write
#   ACCOUNT  the account's id, where it is another than the service's own
set -eu

: "${API:?where the service is}" "${TOKEN:?a token with environments:read and environments:write}"

call() { # METHOD PATH [BODY]: prints the answer's body, and its status on a line of its own
    if [ $# -gt 2 ]; then
        printf 'header = "Authorization: Bearer %s"\n' "$TOKEN" |
            curl -sS -K - -X "$1" "$API$2" -H 'Content-Type: application/json' --data-binary "$3" -w '\n%{http_code}\n'
    else
        printf 'header = "Authorization: Bearer %s"\n' "$TOKEN" | curl -sS -K - -X "$1" "$API$2" -w '\n%{http_code}\n'
    fi
}

# What the account holds: for each role with our tags the spec that its documents were rendered from, and whom it lets in.
held() {
    folder=$(mktemp -d)
    trap 'rm -rf "$folder"' EXIT
    aws iam get-account-authorization-details --filter Role LocalManagedPolicy --output json > "$folder/details"
    aws iam list-roles --output json > "$folder/roles"
    jq -c --arg account "${ACCOUNT:-}" --slurpfile roles "$folder/roles" '
        def tags: [(.Tags // [])[] | {(.Key): .Value}] | add // {};
        def list: if type == "array" then . else [.] end;
        ([$roles[0].Roles[] | {(.RoleName): .MaxSessionDuration}] | add) as $sessions
        | ([.Policies[] | {(.PolicyName): (.PolicyVersionList[] | select(.IsDefaultVersion) | .Document.Statement | list)}] | add // {}) as $policies
        | .RoleDetailList[]
        | tags as $tags
        | select($tags["managed-by"] == "tableflow-iam" and $tags["tableflow-iam:environment-id"] != null)
        | (.RoleName | sub("-confluent-role$"; "")) as $name
        | ($policies[$name + "-confluent-tableflow-s3-permission"] // []) as $s3
        | [($policies[$name + "-confluent-tableflow-connection"] // [])[].Resource | list[] | capture("^arn:[^:]+:glue:(?<region>[^:]+):[0-9]+:(?<what>.*)$")] as $glue
        | ([(.AssumeRolePolicyDocument.Statement | list)[] | select(.Effect == "Allow" and (.Action | list | index("sts:AssumeRole")))][0] // {}) as $trust
        | ($trust.Condition // {}) as $conditions
        | {
            name: $name,
            role: .Arn,
            trusted: (if $trust == {} then null
                      else {principal: ($trust.Principal.AWS | list[0]), externalId: ($conditions.StringEquals["sts:ExternalId"] | list[0])} end),
            spec: ({
                name: $name,
                accountId: (if $account == "" then null else $account end),
                bucket: ([$s3[].Resource | list[] | capture("^arn:[^:]+:s3:::(?<bucket>[^/]+)$").bucket][0]),
                kmsKeyArns: [$s3[].Resource | list[] | select(test("^arn:[^:]+:kms:"))],
                regions: ($glue | map(.region) | reduce .[] as $region ([]; if index($region) then . else . + [$region] end)),
                glueDatabases: ([$glue[].what | select(startswith("database/")) | ltrimstr("database/")]
                                | reduce .[] as $database ([]; if index($database) then . else . + [$database] end)),
                tags: ($tags | with_entries(select(.key != "managed-by" and (.key | startswith("tableflow-iam:") | not)))),
                permissionsBoundaryArn: .PermissionsBoundary.PermissionsBoundaryArn,
                maxSessionDurationSeconds: $sessions[.RoleName],
                trustConditions: ({
                    sourceIps: ($conditions.IpAddress["aws:SourceIp"] // [] | list),
                    validFrom: ($conditions.DateGreaterThanEquals["aws:CurrentTime"] // null | if . == null then . else list[0] end),
                    validUntil: ($conditions.DateLessThan["aws:CurrentTime"] // null | if . == null then . else list[0] end)
                } | with_entries(select(.value != null and .value != []))),
                adoptExisting: true
            } | with_entries(select(.value != null and .value != [] and .value != {})))
        }' "$folder/details"
}

list() {
    held | while IFS= read -r line; do
        name=$(printf %s "$line" | jq -r .name)
        answer=$(call GET "/environments/$name")
        status=$(printf '%s\n' "$answer" | tail -n 1)
        body=$(printf '%s\n' "$answer" | sed '$d')
        case $status in
        404) printf %s "$line" | jq -c '{do: "adopt", name, role, trusted, body: .spec}' ;;
        200)
            # Whom the service means to let in, and whom the role lets in. What the role lets in is written only where they differ.
            printf %s "$line" | jq -c --argjson known "$body" '
                select(.trusted != null)
                | select(.trusted.principal != $known.integration.iamRoleArn or .trusted.externalId != $known.integration.externalId)
                | {do: "integration", name, role, trusted, body: {
                    kind: "Integration", provider: "AWS",
                    id: (.trusted.principal | split("/") | last),
                    config: {kind: "AwsIntegrationConfig", iam_role_arn: .trusted.principal, external_id: .trusted.externalId, customer_iam_role_arn: .role}}}'
            ;;
        *)
            echo "GET /environments/$name: $status $body" >&2
            exit 1
            ;;
        esac
    done
}

# A policy that is not there is created by the adoption.
untag_policy() {
    if ! error=$(aws iam untag-policy --policy-arn "$1" --tag-keys tableflow-iam:environment-id 2>&1); then
        case $error in
        *NoSuchEntity*) ;;
        *)
            echo "$error" >&2
            return 1
            ;;
        esac
    fi
}

apply() {
    failed=0
    while IFS= read -r line; do
        name=$(printf %s "$line" | jq -r .name)
        body=$(printf %s "$line" | jq -c .body)
        case $(printf %s "$line" | jq -r .do) in
        adopt)
            # The id is that of an environment that no longer exists: without it the service adopts the resource. Nothing else is changed.
            policies=$(printf %s "$line" | jq -r '.role | sub(":role/.*"; ":policy/")')
            aws iam untag-role --role-name "$name-confluent-role" --tag-keys tableflow-iam:environment-id
            untag_policy "$policies$name-confluent-tableflow-s3-permission"
            untag_policy "$policies$name-confluent-tableflow-connection"
            answer=$(call POST /environments "$body")
            ;;
        integration) answer=$(call PUT "/environments/$name/integration" "$body") ;;
        *)
            echo "A line that says neither adopt nor integration: $line" >&2
            exit 1
            ;;
        esac
        if [ "$(printf '%s\n' "$answer" | tail -n 1)" = 202 ]; then
            echo "$name: accepted"
        else
            echo "$name: $answer" >&2
            failed=1
        fi
    done
    return $failed
}

case ${1:-} in
list) list ;;
apply) apply ;;
*)
    sed -n '2,12s/^# \{0,1\}//p' "$0" >&2
    exit 2
    ;;
esac
