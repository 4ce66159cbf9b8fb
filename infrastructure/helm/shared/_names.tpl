{{/*
Names and labels. Each chart defines `chart.prefix` (what its objects' names begin with), `chart.secret` (name of its
Secret) and `chart.labels` (labels of its own), so that everything here fits all three.
*/}}
{{- define "mb.labels" -}}
app: {{ .name | quote }}
app.kubernetes.io/name: mechanicbuddy
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/component: {{ .component }}
app.kubernetes.io/part-of: mechanicbuddy
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ .root.Chart.Name }}-{{ .root.Chart.Version }}
{{- include "chart.labels" .root }}
{{- end }}

{{- define "mb.metadata" -}}
name: {{ .name | quote }}
namespace: {{ .root.Release.Namespace }}
labels: {{- include "mb.labels" . | nindent 2 }}
{{- end }}

{{/* Labels of pods: what may change with a release stays out, so that a new chart version alone restarts nothing. */}}
{{- define "mb.podLabels" -}}
app: {{ .name | quote }}
app.kubernetes.io/name: mechanicbuddy
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
app.kubernetes.io/part-of: mechanicbuddy
{{- include "chart.labels" .root }}
{{- end }}

{{- define "mb.image" -}}
{{ .image.repository }}:{{ .image.tag | default .root.Chart.AppVersion }}
{{- end }}

{{/* A quantity of memory as a whole number of mebibytes. */}}
{{- define "mb.mebibytes" -}}
{{- $text := toString . -}}
{{- if hasSuffix "Gi" $text }}{{ mulf (trimSuffix "Gi" $text | float64) 1024 | int }}
{{- else if hasSuffix "Mi" $text }}{{ trimSuffix "Mi" $text | int }}
{{- else }}{{ fail (printf "%q is no amount of memory: write it in Mi or Gi, such as 512Mi" $text) }}{{ end -}}
{{- end }}

{{/* Processor time as a whole number of thousandths. */}}
{{- define "mb.millicores" -}}
{{- $text := toString . -}}
{{- if hasSuffix "m" $text }}{{ trimSuffix "m" $text | int }}{{ else }}{{ mulf ($text | float64) 1000 | int }}{{ end -}}
{{- end }}

{{/* A domain as part of an object's name. */}}
{{- define "mb.slug" -}}
{{ . | replace "*" "wildcard" | replace "." "-" | trunc 50 | trimSuffix "-" }}
{{- end }}
