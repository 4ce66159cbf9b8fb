{{/* LimitRange and ResourceQuota of the namespace. */}}
{{- define "mb.bounds" -}}
{{- $prefix := include "chart.prefix" . -}}
{{- if .Values.limitRange.enabled }}
---
apiVersion: v1
kind: LimitRange
metadata: {{- include "mb.metadata" (dict "root" . "name" (printf "%s-limits" $prefix) "component" "bounds") | nindent 2 }}
spec:
  limits:
    - type: Container
      default: {{- toYaml .Values.limitRange.default | nindent 8 }}
      defaultRequest: {{- toYaml .Values.limitRange.defaultRequest | nindent 8 }}
{{- end }}
{{- if .Values.resourceQuota.enabled }}
{{- with .Values.resourceQuota }}
---
apiVersion: v1
kind: ResourceQuota
metadata: {{- include "mb.metadata" (dict "root" $ "name" (printf "%s-quota" $prefix) "component" "bounds") | nindent 2 }}
spec:
  hard:
    {{- $cluster := include "chart.quotaCluster" $ | fromYaml }}
    {{- if $cluster }}
    # What the values say is for the workshops' pods; the database comes on top: its instances, a job that makes one, a dump.
    {{- $times := add1 $cluster.instances }}
    {{- $bound := $cluster.resources }}
    requests.cpu: {{ add (include "mb.millicores" .requests.cpu) (mul $times (include "mb.millicores" $bound.requests.cpu)) 100 }}m
    requests.memory: {{ add (include "mb.mebibytes" .requests.memory) (mul $times (include "mb.mebibytes" $bound.requests.memory)) 128 }}Mi
    limits.cpu: {{ add (include "mb.millicores" .limits.cpu) (mul $times (include "mb.millicores" $bound.limits.cpu)) 500 }}m
    limits.memory: {{ add (include "mb.mebibytes" .limits.memory) (mul $times (include "mb.mebibytes" $bound.limits.memory)) 256 }}Mi
    pods: {{ add (int .pods) $times 1 | quote }}
    {{- else }}
    requests.cpu: {{ .requests.cpu | quote }}
    requests.memory: {{ .requests.memory | quote }}
    limits.cpu: {{ .limits.cpu | quote }}
    limits.memory: {{ .limits.memory | quote }}
    pods: {{ .pods | quote }}
    {{- end }}
{{- end }}
{{- end }}
{{- end }}
