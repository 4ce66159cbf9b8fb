{{/*
Values that are right one by one and cannot be meant together: all of them at once, a sentence each. Each chart adds its
own as `chart.contradictions`, a line each.
*/}}
{{- define "mb.contradictions" -}}
{{- $found := list -}}
{{- $values := .Values -}}
{{- range $key, $value := omit $values.secrets "existingSecret" -}}
  {{- if and $values.secrets.existingSecret $value -}}
    {{- $found = append $found (printf "secrets.existingSecret names a Secret with all keys, so secrets.%s would be ignored: leave one of them out" $key) -}}
  {{- end -}}
{{- end -}}
{{- if and $values.secrets.existingSecret $values.email.apiKey -}}
  {{- $found = append $found "secrets.existingSecret names a Secret with smtp-password, so email.apiKey would be ignored: leave one of them out" -}}
{{- end -}}
{{- if and $values.email.apiKey (not $values.email.host) -}}
  {{- $found = append $found "email.apiKey is given, but email.host is empty: name the relay it is for" -}}
{{- end -}}
{{- $stored := (lookup "v1" "Secret" .Release.Namespace (include "chart.secret" .)).data | default dict -}}
{{- if not (or $values.migrations.enabled $values.secrets.existingSecret $values.secrets.dbAppPassword (hasKey $stored "db-app-password")) -}}
  {{- $found = append $found "migrations.enabled is false, so nobody leaves a password for the runtime login: give secrets.dbAppPassword, or a Secret with db-app-password in secrets.existingSecret" -}}
{{- end -}}
{{- $postgresql := $values.postgresql -}}
{{- if and $postgresql.recovery.targetTime (not $postgresql.recovery.source) -}}
  {{- $found = append $found "postgresql.recovery.targetTime is given, but postgresql.recovery.source is empty: name the cluster whose backups are restored" -}}
{{- end -}}
{{- $backup := $postgresql.backup -}}
{{- if $postgresql.cluster -}}{{- $backup = $postgresql.cluster.backup -}}{{- end -}}
{{- if and $postgresql.backup.objectStore.destinationPath (not $backup.enabled) (not $postgresql.recovery.source) -}}
  {{- $found = append $found "postgresql.backup.objectStore is given, but backups are off, so nothing would be saved there" -}}
{{- end -}}
{{- range include "chart.scaled" . | fromYamlArray -}}
  {{- if and .autoscaling.enabled (lt (int .autoscaling.maxReplicas) (int .replicas)) -}}
    {{- $found = append $found (printf "autoscaling.maxReplicas is %d, fewer than the %d of %s.replicas" (int .autoscaling.maxReplicas) (int .replicas) .part) -}}
  {{- end -}}
{{- end -}}
{{- range include "chart.contradictions" . | fromYamlArray -}}
  {{- $found = append $found . -}}
{{- end -}}
{{- if $found }}{{ fail (join "\n" $found) }}{{ end -}}
{{- end }}

{{/* What a workshop's instance scales, and whether its quota has room for that. */}}
{{- define "mb.workshopScaled" -}}
{{- range $part := list "api" "web" }}
- {{ dict "part" $part "replicas" (index $.Values $part "replicas") "autoscaling" $.Values.autoscaling | toJson }}
{{- end }}
{{- end }}

{{- define "mb.quotaContradiction" -}}
{{- if .Values.resourceQuota.enabled }}
{{- $most := ternary .Values.autoscaling.maxReplicas 0 .Values.autoscaling.enabled | int }}
{{- $needed := add (max (int .Values.api.replicas) $most) (max (int .Values.web.replicas) $most) 3 }}
{{- if lt (int .Values.resourceQuota.pods) (int $needed) }}
- {{ printf "resourceQuota.pods is %v, but the API and the site need %d with one more of each during an update and the migration" .Values.resourceQuota.pods $needed | quote }}
{{- end }}
{{- end }}
{{- end }}
