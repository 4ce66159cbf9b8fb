{{- define "chart.prefix" -}}mechanicbuddy{{- end }}
{{- define "chart.labels" }}{{ end }}
{{- define "chart.secret" -}}{{ .Values.secrets.existingSecret | default "mechanicbuddy-secrets" }}{{- end }}
{{- define "chart.cluster" -}}mechanicbuddy-management-db{{- end }}
{{- define "chart.baseDomain" -}}{{ .Values.tenants.baseDomain | default .Values.ingress.host }}{{- end }}

{{/* Where the platform's database is, and the Secret with its owner's username and password. */}}
{{- define "chart.databaseHost" -}}
{{- if .Values.postgresql.enabled }}{{ include "chart.cluster" . }}-rw
{{- else }}{{ required "postgresql.external.host is empty: name the database's host, or set postgresql.enabled=true" .Values.postgresql.external.host }}
{{- end }}
{{- end }}
{{- define "chart.databaseSecret" -}}
{{- if .Values.postgresql.enabled }}{{ include "chart.cluster" . }}-app
{{- else }}{{ required "postgresql.external.secret is empty: name a Secret with username and password of the database's owner" .Values.postgresql.external.secret }}
{{- end }}
{{- end }}
{{- define "chart.databaseCa" -}}
{{- if .Values.postgresql.enabled }}{{ include "chart.cluster" . }}-ca{{ end -}}
{{- end }}

{{- define "chart.toDatabase" -}}
{{- if .Values.postgresql.enabled -}}
- to:
    - podSelector:
        matchLabels: { cnpg.io/cluster: {{ include "chart.cluster" . }} }
  ports: [{ port: 5432, protocol: TCP }]
{{- else -}}
{{ include "mb.toDatabase" .Values.postgresql.external }}
{{- end }}
{{- end }}

{{- define "chart.settings" -}}
NODE_ENV: production
HOST: 0.0.0.0
PORT: "15568"
METRICS_PORT: "9464"
DB_HOST: {{ include "chart.databaseHost" . }}
DB_PORT: {{ .Values.postgresql.enabled | ternary 5432 .Values.postgresql.external.port | quote }}
DB_NAME: platform
PORTAL_URL: https://{{ .Values.ingress.host }}
PUBLIC_URL: http://management-api.{{ .Release.Namespace }}.svc.cluster.local:15568
BASE_DOMAIN: {{ include "chart.baseDomain" . }}
FREE_TIER_API_URL: {{ .Values.freeTier.apiUrl }}
FREE_TIER_WEB_UPSTREAM: {{ .Values.freeTier.webUpstream }}
FREE_TIER_MAX_TENANTS: {{ .Values.freeTier.maxTenants | quote }}
{{- $vendors := dict "kubernetes" true "stripe" (or .Values.secrets.stripeSecretKey .Values.secrets.existingSecret) "cloudflare" .Values.cloudflare.zoneId "npm" (or .Values.npm.enabled .Values.secrets.npmApiUrl) }}
{{- range $vendor, $live := $vendors }}
PROVIDERS_{{ upper $vendor }}: {{ empty $live | ternary "off" "live" | quote }}
{{- end }}
{{- with .Values.cloudflare.zoneId }}
CLOUDFLARE_ZONE_ID: {{ . }}
CLOUDFLARE_PROXIED: {{ $.Values.cloudflare.proxied | quote }}
{{- end }}
NPM_UPSTREAM: {{ .Values.npm.upstream }}
POD_NAMESPACE: {{ .Release.Namespace }}
IMAGE_REGISTRY: {{ .Values.tenants.imageRegistry }}
IMAGE_TAG: {{ .Values.tenants.imageTag | default .Chart.AppVersion }}
{{- with .Values.tenants.storageClass }}
STORAGE_CLASS: {{ . }}
{{- end }}
CLUSTER_ISSUER: {{ .Values.tenants.clusterIssuer }}
{{- with .Values.email.host }}
SMTP_HOST: {{ . }}
SMTP_PORT: {{ $.Values.email.port | quote }}
{{- if or $.Values.email.apiKey $.Values.secrets.smtpPassword $.Values.secrets.existingSecret }}
SMTP_USER: {{ $.Values.email.username }}
{{- end }}
{{- end }}
{{- end }}

{{/* Keys the Secret may hold: what is absent is derived, or its vendor is off. */}}
{{- define "chart.vendors" -}}
{{- range $env, $key := .optional }}
{{ include "mb.secretEnv" (dict "env" $env "secret" $.secret "key" $key "optional" true) }}
{{- end }}
{{- end }}

{{/*
Two databases: the platform's, and the one of the shared instance, whose owner `mechanicbuddy` nobody signs in as from
outside: the login `management` acts as it and gets its password from the platform's migration. The second database is
copied from template1, so what a superuser does inside it is done there.
*/}}
{{- define "chart.initdb" -}}
{{- $shared := dict "database" "mechanicbuddy" "user" "mechanicbuddy" -}}
postInitSQL:
  - 'create role "mechanicbuddy" login createrole'
  - 'grant pg_read_all_data to "mechanicbuddy" with admin option'
  - 'create role "management" login'
  - 'grant "mechanicbuddy" to "management"'
  - 'alter role "management" set role to "mechanicbuddy"'
postInitTemplateSQL:
  {{- include "mb.insideDatabase" $shared | nindent 2 }}
postInitApplicationSQL:
  - 'alter role "platform" createrole'
  - 'grant "management" to "platform" with admin true, inherit false, set false'
  {{- include "mb.databaseSetup" (dict "database" "platform" "user" "platform") | nindent 2 }}
  - 'create database "mechanicbuddy" owner "mechanicbuddy"'
  {{- include "mb.onDatabase" $shared | nindent 2 }}
{{- end }}

{{- define "chart.workshopsLogin" -}}
- { name: PGUSER, value: management }
{{ include "mb.secretEnv" (dict "env" "PGPASSWORD" "secret" (include "chart.secret" .) "key" "db-password") }}
{{- end }}

{{- define "chart.quotaCluster" -}}
{{- if .Values.postgresql.enabled }}
{{- dict "instances" .Values.postgresql.instances "resources" .Values.postgresql.resources | toYaml }}
{{- end }}
{{- end }}

{{- define "chart.scaled" -}}
{{- $portal := .Values.managementPortal -}}
- {{ dict "part" "managementPortal" "replicas" $portal.replicas "autoscaling" $portal.autoscaling | toJson }}
{{- end }}

{{- define "chart.contradictions" -}}
{{- $stored := (lookup "v1" "Secret" .Release.Namespace (include "chart.secret" .)).data | default dict }}
{{- $has := or .Values.secrets.existingSecret "" }}
{{- if and .Values.postgresql.enabled (or .Values.postgresql.external.host .Values.postgresql.external.secret) }}
- postgresql.external is given, but postgresql.enabled is true, so a cluster would be made beside it
{{- end }}
{{- if and .Values.ingress.tls.wildcard (not .Values.ingress.tls.enabled) }}
- ingress.tls.wildcard is true, but ingress.tls.enabled is false
{{- end }}
{{- if and .Values.cloudflare.zoneId (not (or $has .Values.secrets.cloudflareApiToken (hasKey $stored "cloudflare-api-token"))) }}
- cloudflare.zoneId is given, but secrets.cloudflareApiToken is empty
{{- end }}
{{- if and .Values.npm.enabled (not (or $has .Values.secrets.npmApiUrl (hasKey $stored "npm-api-url"))) }}
- npm.enabled is true, but secrets.npmApiUrl is empty
{{- end }}
{{- end }}
