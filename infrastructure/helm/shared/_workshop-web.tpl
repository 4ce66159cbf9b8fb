{{/* The workshops' site. */}}
{{- define "mb.web" -}}
{{- $name := printf "%s-web" (include "chart.prefix" .) -}}
{{- $labels := dict "root" . "name" $name "component" "web" -}}
{{- $secret := include "chart.secret" . -}}
{{- $settings := include "chart.site" . | fromYaml -}}
{{- $settings = mergeOverwrite (dict "NODE_ENV" "production" "HOST" "0.0.0.0" "PORT" "3000" "API_URL" (printf "http://%s-api:15567" (include "chart.prefix" .))) $settings -}}
apiVersion: apps/v1
kind: Deployment
metadata: {{- include "mb.metadata" $labels | nindent 2 }}
spec:
  {{- include "mb.rollout" (dict "name" $name "replicas" .Values.web.replicas "autoscaling" .Values.autoscaling) | nindent 2 }}
  template:
    metadata:
      labels: {{- include "mb.podLabels" $labels | nindent 8 }}
      annotations:
        checksum/given: {{ include "mb.given" . }}
        {{- with .Values.web.podAnnotations }}{{ toYaml . | nindent 8 }}{{ end }}
    spec:
      serviceAccountName: {{ include "chart.prefix" . | quote }}
      terminationGracePeriodSeconds: 30
      {{- include "mb.podSecurity" . | nindent 6 }}
      {{- include "mb.placement" (dict "root" . "part" .Values.web "name" $name) | nindent 6 }}
      containers:
        - name: web
          image: {{ include "mb.image" (dict "root" . "image" .Values.web.image) }}
          imagePullPolicy: {{ .Values.web.image.pullPolicy }}
          command: [node, apps/workshop-web/server/main.ts]
          ports:
            - { name: http, containerPort: 3000, protocol: TCP }
          env:
            {{- range $key, $value := $settings }}
            - { name: {{ $key }}, value: {{ $value | quote }} }
            {{- end }}
            {{- include "mb.secretEnv" (dict "env" "SERVER_SECRET" "secret" $secret "key" "consumer-secret") | nindent 12 }}
            {{- include "mb.secretEnv" (dict "env" "SESSION_SECRET" "secret" $secret "key" "session-secret") | nindent 12 }}
            {{- include "mb.extraEnv" (dict "where" "web" "extra" .Values.web.extraEnv "taken" (append (append (keys $settings) "SERVER_SECRET") "SESSION_SECRET")) | nindent 12 }}
          {{- include "mb.siteProbes" . | nindent 10 }}
          {{- include "mb.containerSecurity" . | nindent 10 }}
          {{- include "mb.resources" .Values.web.resources | nindent 10 }}
          volumeMounts:
            - { name: tmp, mountPath: /tmp }
      volumes:
        - name: tmp
          emptyDir: { sizeLimit: 256Mi }
---
{{ include "mb.service" (mergeOverwrite (dict "port" 3000) $labels) }}
{{- include "mb.availability" (mergeOverwrite (dict "replicas" .Values.web.replicas "autoscaling" .Values.autoscaling) $labels) }}
{{- end }}
