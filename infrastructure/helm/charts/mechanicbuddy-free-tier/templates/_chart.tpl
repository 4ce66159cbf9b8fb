{{- define "chart.prefix" -}}free-tier{{- end }}
{{- define "chart.labels" }}{{ end }}
{{- define "chart.secret" -}}{{ .Values.secrets.existingSecret | default "free-tier-secrets" }}{{- end }}
{{- define "chart.config" -}}free-tier-config{{- end }}
{{- define "chart.facts" }}{{ end }}

{{- define "chart.database" -}}
{{- if .Values.postgresql.cluster.enabled -}}
secret: free-tier-postgresql-app
key: password
{{- else -}}
secret: {{ .Values.postgresql.existingSecret | default (include "chart.secret" .) }}
key: db-password
{{- end }}
{{- end }}

{{- define "chart.databaseCa" -}}
{{- if .Values.postgresql.cluster.enabled }}free-tier-postgresql-ca{{ end -}}
{{- end }}

{{- define "chart.api" -}}
DB_HOST: {{ .Values.postgresql.cluster.enabled | ternary "free-tier-postgresql-rw" .Values.postgresql.host }}
DB_PORT: {{ .Values.postgresql.port | quote }}
DB_NAME: {{ .Values.postgresql.database }}
DB_USER: {{ .Values.postgresql.username }}
{{- if not .Values.postgresql.cluster.enabled }}
DB_SSL: {{ .Values.postgresql.ssl }}
{{- end }}
MULTI_TENANCY: "true"
MAX_TENANTS: {{ .Values.maxTenants | quote }}
BASE_DOMAIN: {{ .Values.baseDomain }}
CORS_APP_HOST: https://{{ .Values.baseDomain }}
INSTANCE_ID: {{ .Values.instanceId }}
{{- end }}

{{- define "chart.site" -}}
MULTI_TENANCY: "true"
BASE_DOMAIN: {{ .Values.baseDomain }}
{{- end }}

{{- define "chart.toDatabase" -}}
{{- if .Values.postgresql.cluster.enabled -}}
- to:
    - podSelector:
        matchLabels: { cnpg.io/cluster: free-tier-postgresql }
  ports: [{ port: 5432, protocol: TCP }]
{{- else -}}
{{ include "mb.toDatabase" .Values.postgresql }}
{{- end }}
{{- end }}

{{- define "chart.quotaCluster" -}}
{{- if .Values.postgresql.cluster.enabled }}
{{- dict "instances" .Values.postgresql.cluster.instances "resources" .Values.postgresql.resources | toYaml }}
{{- end }}
{{- end }}

{{- define "chart.scaled" -}}{{ include "mb.workshopScaled" . }}{{- end }}

{{- define "chart.contradictions" -}}
{{ include "mb.quotaContradiction" . }}
{{- $postgresql := .Values.postgresql }}
{{- if and $postgresql.password (or $postgresql.existingSecret .Values.secrets.existingSecret) }}
- postgresql.password is given, and a Secret with db-password as well: leave one of them out
{{- end }}
{{- if and $postgresql.cluster.enabled (or $postgresql.password $postgresql.existingSecret) }}
- postgresql.cluster.enabled makes a database with a password of its own: leave postgresql.password and postgresql.existingSecret out
{{- end }}
{{- end }}
