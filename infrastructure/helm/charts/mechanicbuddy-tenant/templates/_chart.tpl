{{- define "chart.prefix" -}}
{{ required "tenant.id is empty: give the workshop's id, such as --set tenant.id=acme" .Values.tenant.id }}
{{- end }}
{{- define "chart.labels" }}
mechanicbuddy.app/tenant-id: {{ include "chart.prefix" . | quote }}
mechanicbuddy.app/tenant-tier: {{ .Values.tenant.tier }}
{{- end }}
{{- define "chart.secret" -}}{{ .Values.secrets.existingSecret | default (printf "%s-secrets" (include "chart.prefix" .)) }}{{- end }}
{{- define "chart.config" -}}{{ include "chart.prefix" . }}-config{{- end }}
{{- define "chart.cluster" -}}{{ include "chart.prefix" . }}-postgresql{{- end }}
{{- define "chart.host" -}}{{ .Values.domains.default | default (printf "%s.%s" (include "chart.prefix" .) .Values.domains.baseDomain) }}{{- end }}

{{/* What people look up about a workshop; nothing reads it to decide anything. */}}
{{- define "chart.facts" -}}
mechanicbuddy.app/name: {{ .Values.tenant.name | default (include "chart.prefix" .) | quote }}
{{- with .Values.tenant.ownerEmail }}
mechanicbuddy.app/owner-email: {{ . | quote }}
{{- end }}
{{- with .Values.billing.stripeCustomerId }}
mechanicbuddy.app/stripe-customer: {{ . | quote }}
{{- end }}
{{- with .Values.billing.subscriptionId }}
mechanicbuddy.app/subscription: {{ . | quote }}
{{- end }}
mechanicbuddy.app/mechanic-limit: {{ kindIs "invalid" .Values.billing.mechanicLimit | ternary "unlimited" (toString .Values.billing.mechanicLimit) | quote }}
{{- end }}

{{- define "chart.database" -}}
secret: {{ include "chart.cluster" . }}-app
key: password
{{- end }}

{{- define "chart.databaseCa" -}}{{ include "chart.cluster" . }}-ca{{- end }}

{{- define "chart.api" -}}
DB_HOST: {{ include "chart.cluster" . }}-rw
DB_PORT: "5432"
DB_NAME: {{ .Values.postgresql.database }}
DB_USER: {{ .Values.postgresql.username }}
MULTI_TENANCY: "false"
TENANT_ID: {{ include "chart.prefix" . | quote }}
INSTANCE_ID: {{ include "chart.prefix" . | quote }}
BASE_DOMAIN: {{ .Values.domains.baseDomain }}
PUBLIC_URL: https://{{ include "chart.host" . }}
CORS_APP_HOST: https://{{ include "chart.host" . }}
{{- end }}

{{- define "chart.site" -}}
MULTI_TENANCY: "false"
TENANT_ID: {{ include "chart.prefix" . | quote }}
BASE_DOMAIN: {{ .Values.domains.baseDomain }}
PUBLIC_URL: https://{{ include "chart.host" . }}
{{- end }}

{{- define "chart.toDatabase" -}}
- to:
    - podSelector:
        matchLabels: { cnpg.io/cluster: {{ include "chart.cluster" . }} }
  ports: [{ port: 5432, protocol: TCP }]
{{- end }}

{{- define "chart.quotaCluster" -}}
{{- dict "instances" .Values.postgresql.instances "resources" .Values.postgresql.resources | toYaml }}
{{- end }}

{{- define "chart.scaled" -}}{{ include "mb.workshopScaled" . }}{{- end }}

{{- define "chart.contradictions" -}}
{{ include "mb.quotaContradiction" . }}
{{- $hosts := concat (list (include "chart.host" .)) .Values.domains.custom }}
{{- range $index, $host := $hosts }}
{{- if has $host (slice $hosts 0 $index) }}
- {{ printf "domains.custom names %s, which is there already" $host | quote }}
{{- end }}
{{- end }}
{{- end }}
