{{/* Who of a workshop's pods talks to whom. */}}
{{- define "mb.workshopNetwork" -}}
{{- $prefix := include "chart.prefix" . -}}
{{- $api := printf "%s-api" $prefix -}}
{{- $web := printf "%s-web" $prefix -}}
{{- $migration := printf "%s-migration" $prefix -}}
{{ include "mb.networkBase" . }}
{{ include "mb.networkPolicy" (dict "root" . "name" $web) }}
  podSelector:
    matchLabels: { app: {{ $web }} }
  policyTypes: [Ingress, Egress]
  ingress:
    - from: {{- include "mb.fromNamespaces" .Values.networkPolicy.ingressNamespaces | nindent 8 }}
      ports: [{ port: 3000, protocol: TCP }]
  egress:
    - to: {{- include "mb.fromApps" (list $api) | nindent 8 }}
      ports: [{ port: 15567, protocol: TCP }]
{{ include "mb.networkPolicy" (dict "root" . "name" $api) }}
  podSelector:
    matchLabels: { app: {{ $api }} }
  policyTypes: [Ingress, Egress]
  ingress:
    - from: {{- include "mb.fromApps" (list $web) | nindent 8 }}
        {{- include "mb.fromNamespaces" (list "mechanicbuddy-system") | nindent 8 }}
      ports: [{ port: 15567, protocol: TCP }]
    - from: {{- include "mb.fromNamespaces" (list .Values.networkPolicy.monitoringNamespace) | nindent 8 }}
      ports: [{ port: 9464, protocol: TCP }]
  egress:
    {{- include "chart.toDatabase" . | nindent 4 }}
    - to: {{- include "mb.fromNamespaces" (list "mechanicbuddy-system") | nindent 8 }}
      ports: [{ port: 15568, protocol: TCP }]
    - to: {{- include "mb.internet" . | nindent 8 }}
      ports:
        - { port: 443, protocol: TCP }
        - { port: 465, protocol: TCP }
        - { port: 587, protocol: TCP }
{{ include "mb.networkPolicy" (dict "root" . "name" $migration) }}
  podSelector:
    matchLabels: { app: {{ $migration }} }
  policyTypes: [Ingress, Egress]
  egress:
    {{- include "chart.toDatabase" . | nindent 4 }}
{{- end }}
