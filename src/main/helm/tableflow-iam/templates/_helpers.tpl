{{/* The names of the objects. */}}
{{- define "tableflow-iam.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}
{{- end }}

{{- define "tableflow-iam.fullname" -}}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride | trunc 52 | trimSuffix "-" }}
{{- else }}
{{- $name := include "tableflow-iam.name" . }}
{{- if contains $name .Release.Name }}
{{- .Release.Name | trunc 52 | trimSuffix "-" }}
{{- else }}
{{- printf "%s-%s" .Release.Name $name | trunc 52 | trimSuffix "-" }}
{{- end }}
{{- end }}
{{- end }}

{{- define "tableflow-iam.serviceAccountName" -}}
{{- if .Values.serviceAccount.create }}
{{- default (include "tableflow-iam.fullname" .) .Values.serviceAccount.name }}
{{- else }}
{{- required "serviceAccount.name is required where serviceAccount.create is false" .Values.serviceAccount.name }}
{{- end }}
{{- end }}

{{/* A selector cannot be changed once it is there: these labels never change. */}}
{{- define "tableflow-iam.selectorLabels" -}}
app.kubernetes.io/name: {{ include "tableflow-iam.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "tableflow-iam.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{ include "tableflow-iam.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/part-of: tableflow-iam
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}

{{/* The digest wins over the tag: a tag can be moved. */}}
{{- define "tableflow-iam.image" -}}
{{- if .Values.image.digest }}
{{- printf "%s@%s" .Values.image.repository .Values.image.digest }}
{{- else }}
{{- printf "%s:%s" .Values.image.repository (default .Chart.AppVersion .Values.image.tag) }}
{{- end }}
{{- end }}

{{- define "tableflow-iam.scheme" -}}
{{- ternary "HTTPS" "HTTP" (ne .Values.tls.existingSecret "") }}
{{- end }}

{{/* The environment variable by which a setting that is a secret gets into the service's file of settings. */}}
{{- define "tableflow-iam.variable" -}}
SECRET_{{ regexReplaceAll "[^A-Z0-9]+" (upper .) "_" | trimSuffix "_" }}
{{- end }}

{{/* All settings that are secrets: the name of the setting, and where its value is. */}}
{{- define "tableflow-iam.secretSettings" -}}
{{- $secrets := dict }}
{{- $database := required "database.existingSecret is required: the secret with the database's user and password" .Values.database.existingSecret }}
{{- $_ := set $secrets "spring.datasource.username" (dict "name" $database "key" .Values.database.usernameKey) }}
{{- $_ := set $secrets "spring.datasource.password" (dict "name" $database "key" .Values.database.passwordKey) }}
{{- with .Values.aws.provisionerExternalIdSecret }}
{{- $_ := set $secrets "tableflow.aws.provisioner-external-id" (dict "name" . "key" $.Values.aws.provisionerExternalIdKey) }}
{{- end }}
{{- range $i, $token := .Values.security.tokens }}
{{- $_ := set $secrets (printf "tableflow.security.tokens[%d].sha256" $i) (dict "name" $token.existingSecret "key" $token.key) }}
{{- end }}
{{- with .Values.webhook.existingSecret }}
{{- range $i, $key := $.Values.webhook.keys }}
{{- $_ := set $secrets (printf "tableflow.webhook.secrets[%d]" $i) (dict "name" $.Values.webhook.existingSecret "key" $key) }}
{{- end }}
{{- end }}
{{- with .Values.audit.existingSecret }}
{{- range $i, $key := $.Values.audit.keys }}
{{- $_ := set $secrets (printf "tableflow.audit.keys[%d]" $i) (dict "name" $.Values.audit.existingSecret "key" $key) }}
{{- end }}
{{- end }}
{{- with .Values.confluent.existingSecret }}
{{- $_ := set $secrets "tableflow.confluent.api-key" (dict "name" . "key" $.Values.confluent.apiKeyKey) }}
{{- $_ := set $secrets "tableflow.confluent.api-secret" (dict "name" . "key" $.Values.confluent.apiSecretKey) }}
{{- end }}
{{- range $setting, $secret := .Values.secretSettings }}
{{- if hasKey $secrets $setting }}
{{- fail (printf "secretSettings has %s, which has a value of its own in this chart" $setting) }}
{{- end }}
{{- $_ := set $secrets $setting $secret }}
{{- end }}
{{- toYaml $secrets }}
{{- end }}

{{/* The service's file of settings: those that are secrets as references to environment variables. */}}
{{- define "tableflow-iam.settings" -}}
{{- $settings := dict }}
{{- $url := required "database.url is required: jdbc:postgresql://host:5432/tableflow?sslmode=verify-full" .Values.database.url }}
{{- if and .Values.database.caConfigMap (not (contains "sslrootcert=" $url)) }}
{{- $url = printf "%s%ssslrootcert=/etc/tableflow-iam/database/ca.crt" $url (ternary "&" "?" (contains "?" $url)) }}
{{- end }}
{{- $_ := set $settings "spring.datasource.url" $url }}
{{- $_ := set $settings "tableflow.aws.region" (required "aws.region is required" .Values.aws.region) }}
{{- with .Values.aws.provisionerRoleName }}
{{- $_ := set $settings "tableflow.aws.provisioner-role-name" . }}
{{- end }}
{{- if not (or .Values.security.tokens .Values.security.jwt.issuerUri) }}
{{- fail "security.tokens or security.jwt.issuerUri is required: else nobody could call the API" }}
{{- end }}
{{- range $i, $token := .Values.security.tokens }}
{{- $prefix := printf "tableflow.security.tokens[%d]" $i }}
{{- $_ := set $settings (printf "%s.name" $prefix) $token.name }}
{{- range $name, $lists := dict "scopes" $token.scopes "environments" $token.environments "buckets" $token.buckets "accounts" $token.accounts "kms-keys" $token.kmsKeys "confluent-environments" $token.confluentEnvironments }}
{{- range $j, $item := $lists }}
{{- $_ := set $settings (printf "%s.%s[%d]" $prefix $name $j) $item }}
{{- end }}
{{- end }}
{{- end }}
{{- with .Values.security.jwt.issuerUri }}
{{- $_ := set $settings "spring.security.oauth2.resourceserver.jwt.issuer-uri" . }}
{{- end }}
{{- range $i, $audience := .Values.security.jwt.audiences }}
{{- $_ := set $settings (printf "spring.security.oauth2.resourceserver.jwt.audiences[%d]" $i) $audience }}
{{- end }}
{{- range $i, $account := .Values.confluent.principalAccounts }}
{{- $_ := set $settings (printf "tableflow.confluent.principal-accounts[%d]" $i) $account }}
{{- end }}
{{- if or .Values.ingress.enabled .Values.httpRoute.enabled }}
{{- $_ := set $settings "server.forward-headers-strategy" "native" }}
{{- end }}
{{- if .Values.tls.existingSecret }}
{{- $_ := set $settings "server.ssl.bundle" "service" }}
{{- $_ := set $settings "spring.ssl.bundle.pem.service.keystore.certificate" "file:/etc/tableflow-iam/tls/tls.crt" }}
{{- $_ := set $settings "spring.ssl.bundle.pem.service.keystore.private-key" "file:/etc/tableflow-iam/tls/tls.key" }}
{{- $_ := set $settings "spring.ssl.bundle.pem.service.reload-on-update" true }}
{{- end }}
{{- range $setting, $value := .Values.settings }}
{{- $_ := set $settings $setting $value }}
{{- end }}
{{- range $setting, $secret := include "tableflow-iam.secretSettings" . | fromYaml }}
{{- $_ := set $settings $setting (printf "${%s}" (include "tableflow-iam.variable" $setting)) }}
{{- end }}
{{- toYaml $settings }}
{{- end }}

{{/* How many connections to PostgreSQL one pod opens at most; see ConnectionPool. */}}
{{- define "tableflow-iam.connections" -}}
{{- $workflows := index .Values.settings "tableflow.workflow.concurrency" | default 16 | int }}
{{- index .Values.settings "spring.datasource.hikari.maximum-pool-size" | default (add $workflows 8) | int }}
{{- end }}
