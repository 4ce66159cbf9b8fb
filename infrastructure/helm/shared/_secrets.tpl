{{/*
One line of a Secret: a given value wins, else the stored one stays, else a random one in the right format is made.
`random` is hex64, base64, word or none; with none a key without a value is left out.
*/}}
{{- define "mb.secretLine" -}}
{{- $stored := (lookup "v1" "Secret" .root.Release.Namespace .secret | default dict).data | default dict -}}
{{- $value := "" -}}
{{- if .given }}{{ $value = .given | toString | b64enc }}
{{- else if hasKey $stored .key }}{{ $value = get $stored .key }}
{{- else if eq .random "hex64" }}{{ $value = randBytes 64 | b64dec | printf "%x" | b64enc }}
{{- else if eq .random "base64" }}{{ $value = randBytes 32 | b64enc }}
{{- else if eq .random "word" }}{{ $value = randAlphaNum 40 | b64enc }}
{{- end }}
{{- if $value }}
{{ .key }}: {{ $value | quote }}
{{- end }}
{{- end }}

{{/* An environment variable from a key of the chart's Secret. */}}
{{- define "mb.secretEnv" -}}
- name: {{ .env }}
  valueFrom:
    secretKeyRef: { name: {{ .secret }}, key: {{ .key }}{{ if .optional }}, optional: true{{ end }} }
{{- end }}

{{/* An address is personal data, which does not belong into a ConfigMap everybody in the namespace may read. */}}
{{- define "mb.sender" -}}
{{- with .Values.email.fromAddress }}
- { name: SMTP_FROM, value: {{ quote . }} }
{{- end }}
{{- end }}

{{/* Changes when a given value changes, so that pods restart; what is generated never changes. */}}
{{- define "mb.given" -}}
{{ list .Values.secrets (.Values.email).apiKey (.Values.postgresql).password | toJson | sha256sum }}
{{- end }}
